include_guard()
set(CMAKE_AUTOMOC_MOC_OPTIONS --include "${CMAKE_SOURCE_DIR}/cmake/moc_fixes.h")
# Every QML module of the build lands here, so that qmllint and the modules find each other.
set(STRONGROOM_QML_DIRECTORY "${CMAKE_BINARY_DIR}/qml")

# strongroom_qml_module(NAME URI Strongroom.X QML_FILES … [SINGLETONS …] [SOURCES …] [RESOURCES …] [DEPENDENCIES …] [LIBRARIES …])
# A static QML module strongroom_<name> with its plugin strongroom_<name>plugin. Programs link both, say
# Q_IMPORT_QML_PLUGIN(Strongroom_XPlugin) and add the import path "qrc:/qt/qml". DEPENDENCIES are the QML modules that
# its files import (qmllint needs them). A file that uses a C++ type of its own module imports that module by name: Qt 6.4
# finds only QML files in the folder. SINGLETONS are QML files with `pragma Singleton`, not repeated in QML_FILES.
function(strongroom_qml_module name)
    cmake_parse_arguments(ARG "" "URI" "QML_FILES;SINGLETONS;SOURCES;RESOURCES;DEPENDENCIES;LIBRARIES" ${ARGN})
    string(REPLACE "." "/" folder "${ARG_URI}")
    set_source_files_properties(${ARG_SINGLETONS} PROPERTIES QT_QML_SINGLETON_TYPE TRUE)
    # Compiling QML ahead of time takes minutes and saves a quarter of a second at the start: for releases only.
    if(CMAKE_BUILD_TYPE STREQUAL "Release")
        set(ahead_of_time "")
    else()
        set(ahead_of_time NO_CACHEGEN)
    endif()
    qt_add_library(strongroom_${name} STATIC)
    set_target_properties(strongroom_${name} PROPERTIES AUTOMOC ON)
    qt_add_qml_module(strongroom_${name}
        URI "${ARG_URI}"
        VERSION 1.0
        ${ahead_of_time}
        RESOURCE_PREFIX /qt/qml
        OUTPUT_DIRECTORY "${STRONGROOM_QML_DIRECTORY}/${folder}"
        IMPORT_PATH "${STRONGROOM_QML_DIRECTORY}"
        DEPENDENCIES ${ARG_DEPENDENCIES}
        QML_FILES ${ARG_SINGLETONS} ${ARG_QML_FILES}
        RESOURCES ${ARG_RESOURCES}
        SOURCES ${ARG_SOURCES})
    target_include_directories(strongroom_${name} PUBLIC "${CMAKE_SOURCE_DIR}/ui" PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
    target_link_libraries(strongroom_${name} PUBLIC ${ARG_LIBRARIES})
    # The warnings are for hand-written C++: generated code does not survive them.
    set_source_files_properties(${ARG_SOURCES} PROPERTIES
        COMPILE_OPTIONS "$<TARGET_PROPERTY:strongroom_warnings,INTERFACE_COMPILE_OPTIONS>")
endfunction()
