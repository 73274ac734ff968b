# SQLCipher 4 as a static library (target SQLCipher::SQLCipher). Static, because its shared library exports the
# same sqlite3_* names as Qt's SQLite driver. packaging/install-deps unpacks the package under a private prefix
# where the distribution's own is too old; STRONGROOM_SQLCIPHER_ROOT names that prefix.
set(STRONGROOM_SQLCIPHER_ROOT "$ENV{STRONGROOM_SQLCIPHER_ROOT}" CACHE PATH "Prefix of an unpacked SQLCipher 4 package")
if(NOT STRONGROOM_SQLCIPHER_ROOT)
    set(_cache_home "$ENV{XDG_CACHE_HOME}")
    if(NOT _cache_home)
        set(_cache_home "$ENV{HOME}/.cache")
    endif()
    if(EXISTS "${_cache_home}/strongroom/sqlcipher")
        set(STRONGROOM_SQLCIPHER_ROOT "${_cache_home}/strongroom/sqlcipher" CACHE PATH "" FORCE)
    endif()
endif()
find_path(SQLCIPHER_INCLUDE_DIR sqlcipher/sqlite3.h
    HINTS "${STRONGROOM_SQLCIPHER_ROOT}/usr/include" REQUIRED)
find_library(SQLCIPHER_LIBRARY NAMES libsqlcipher.a
    HINTS "${STRONGROOM_SQLCIPHER_ROOT}/usr/lib" "${STRONGROOM_SQLCIPHER_ROOT}/usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}" REQUIRED)
if(NOT TARGET SQLCipher::SQLCipher)
    add_library(SQLCipher::SQLCipher STATIC IMPORTED)
    set_target_properties(SQLCipher::SQLCipher PROPERTIES
        IMPORTED_LOCATION "${SQLCIPHER_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${SQLCIPHER_INCLUDE_DIR}/sqlcipher"
        INTERFACE_COMPILE_DEFINITIONS SQLITE_HAS_CODEC
        INTERFACE_LINK_LIBRARIES "OpenSSL::Crypto;ZLIB::ZLIB;Threads::Threads;m")
endif()
