# In the copy that packaging/mutate builds, of a module of core/: sources with switches know what a switch is. Their
# warnings are about switches, and an empty optional that is read ends the program at once.
foreach(source IN LISTS ARG_SOURCES)
    if(NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
        continue() # generated
    endif()
    file(STRINGS "${source}" switches REGEX "strongroom::mutation|STRONGROOM_TRY_UNLESS" LIMIT_COUNT 1)
    if(switches)
        set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS
            "-w;-g0;-include;${STRONGROOM_MUTATION_HEADER}" COMPILE_DEFINITIONS
            "_GLIBCXX_ASSERTIONS;STRONGROOM_MUTATION_SWITCHES=\"${CMAKE_BINARY_DIR}/switches\"")
    endif()
endforeach()
