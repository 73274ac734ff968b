include_guard()

# strongroom_core_module(NAME SOURCES … DEPENDS … [PRIVATE_LIBRARIES …])
# One folder of core/ = one static library strongroom_<name> = one namespace. DEPENDS names other core modules and is
# held against the table of docs/architecture.md by tests/arch.
function(strongroom_core_module name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE_LIBRARIES" ${ARGN})
    string(REPLACE "/" "_" target "strongroom_${name}")
    add_library(${target} STATIC ${ARG_SOURCES})
    target_include_directories(${target} PUBLIC "${CMAKE_SOURCE_DIR}/core")
    foreach(dependency IN LISTS ARG_DEPENDS)
        string(REPLACE "/" "_" dependency "strongroom_${dependency}")
        target_link_libraries(${target} PUBLIC ${dependency})
    endforeach()
    target_link_libraries(${target} PRIVATE strongroom_warnings ${ARG_PRIVATE_LIBRARIES})
endfunction()

# strongroom_program(NAME SOURCES … LIBRARIES …)
# One program of app/. Linked by GNU ld: it drops what nothing refers to without leaving the names of the libraries'
# functions behind, as mold does, so that tests/arch/check_symbols.py sees what the program can call.
function(strongroom_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
    target_compile_definitions(${name} PRIVATE STRONGROOM_VERSION="${PROJECT_VERSION}")
    target_link_libraries(${name} PRIVATE strongroom_warnings ${ARG_LIBRARIES})
    target_link_options(${name} PRIVATE -fuse-ld=bfd)
endfunction()

# strongroom_desktop_program(NAME SOURCES … LIBRARIES …): one program with a window, its translations inside.
# A new text: `lupdate ui app -ts translations/strongroom_<language>.ts`; English with -pluralonly.
function(strongroom_desktop_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
    qt_add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
    # GNU ld, as strongroom_program() says: nothing of the functions that it drops stays behind.
    target_link_options(${name} PRIVATE -fuse-ld=bfd)
    target_link_libraries(${name} PRIVATE strongroom_desktop strongroom_warnings ${ARG_LIBRARIES})
    qt_add_lrelease(${name} TS_FILES "${CMAKE_SOURCE_DIR}/translations/strongroom_en.ts"
        QM_FILES_OUTPUT_VARIABLE translations)
    qt_add_resources(${name} translations PREFIX /i18n BASE "${CMAKE_CURRENT_BINARY_DIR}" FILES ${translations})
    add_dependencies(${name} strongroom-signer)
endfunction()

# strongroom_test_limit(NAME SECONDS): when the test counts as hung. The sanitizers make every step slower and change
# nothing of what is done, so a test may take that much longer under them.
function(strongroom_test_limit name seconds)
    if(STRONGROOM_SANITIZE)
        math(EXPR seconds "${seconds} * 5")
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${seconds})
endfunction()

# strongroom_test(NAME SOURCES … LIBRARIES … [LABELS …] [TIMEOUT seconds])
# One doctest binary. Exit status 77 means skipped (test vectors absent).
function(strongroom_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE strongroom_warnings strongroom_test_support ${ARG_LIBRARIES})
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77 LABELS "${ARG_LABELS}" ENVIRONMENT
        "STRONGROOM_VECTORS=${STRONGROOM_VECTORS}")
    strongroom_test_limit(${name} ${ARG_TIMEOUT})
endfunction()
