// Through what the engine reaches the machine that it runs on. All of it outlives the engine.
#pragma once

#include "base/file_system.h"
#include "base/ports.h"
#include "signer/engine/helper_process.h"

namespace strongroom::signer {

struct EnginePorts {
    base::Clock* clock = nullptr;
    base::Random* random = nullptr;
    base::FileSystem* files = nullptr;
    HelperProcess* helper = nullptr;
};

} // namespace strongroom::signer
