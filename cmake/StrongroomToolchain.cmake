# Language level, warnings, hardening and build speed; the same for every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_program(STRONGROOM_CCACHE ccache)
if(STRONGROOM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${STRONGROOM_CCACHE}")
endif()
find_program(STRONGROOM_MOLD mold)
if(STRONGROOM_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

# No path of the building machine ends up in a binary (reproducible builds, no information leak).
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}=." "-ffile-prefix-map=${CMAKE_BINARY_DIR}=build")
add_compile_options(-fstack-protector-strong -fno-strict-aliasing)
add_link_options(-Wl,-z,relro,-z,now)

# A program contains what it uses: code that nothing refers to is left out, so that the check of symbols
# (tests/arch/check_symbols.py) speaks about use.
add_compile_options(-ffunction-sections -fdata-sections)
add_link_options(-Wl,--gc-sections)

if(STRONGROOM_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
else()
    add_compile_definitions($<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
endif()

if(STRONGROOM_BUILD_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link) # coverage for every library; the targets link the fuzzer
    add_compile_options("SHELL:-include ${CMAKE_SOURCE_DIR}/cmake/clang14_source_location.h")
endif()

# Linked only by hand-written C++: generated QML code does not survive -Wshadow.
add_library(strongroom_warnings INTERFACE)
target_compile_options(strongroom_warnings INTERFACE
    -Werror -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wformat=2 -Wimplicit-fallthrough
    -Wswitch-enum
    # Designated initialisers leave members to their defaults on purpose; -Wextra takes that for forgetting.
    -Wno-missing-field-initializers
    # False alarms of gcc 12: on moved variants (its bug 105562), and so on every nested base::Json; and at -O3 on
    # joined strings (its bug 105651) and compared vectors.
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-maybe-uninitialized>
    $<$<AND:$<CONFIG:Release>,$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict$<SEMICOLON>-Wno-stringop-overread>)
