// An Executor of a few threads, which live for one computation each: a process that forks holds none in
// between.
//
// The calling thread works, too, and takes the next piece when it is done with one. Where the machine gives
// no thread the others do its share; with none but the caller's the pieces run one after the other. A piece
// that throws ends the process. One computation at a time.
#pragma once

#include "base/ports.h"

namespace strongroom::threads {

class ThreadExecutor final : public base::Executor {
public:
    /// `threads` counts the calling one; one at least.
    explicit ThreadExecutor(std::size_t threads);
    void forEach(std::size_t count, const std::function<void(std::size_t index)>& work) override;

private:
    std::size_t m_threads;
};

} // namespace strongroom::threads
