# Everything about how Haziri is compiled stands here once.
#
#   haziri_room(core/crypto LINKS ...)   a folder becomes a static library haziri_core_crypto
#   haziri_test(unit/crypto/HmacTest LINKS ...)   one Qt Test program and its ctest entry

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()

option(HAZIRI_TESTS "Build the tests" ON)
option(HAZIRI_BENCH "Build the benchmarks in tests/bench" OFF)
option(HAZIRI_FUZZ "Build the fuzz targets in tests/fuzz (clang)" OFF)
set(HAZIRI_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Network Sql Test Widgets HttpServer Multimedia Positioning LinguistTools Svg)
find_package(OpenSSL 3.0 REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(tl-expected REQUIRED)

find_program(HAZIRI_CCACHE ccache)
if(HAZIRI_CCACHE)
    # Precompiled headers need these two kinds of sloppiness to be cacheable.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${HAZIRI_CCACHE})
endif()

# Some hundred and forty programs are linked from the same rooms: mold does that several times faster than GNU ld.
find_program(HAZIRI_MOLD mold)
if(HAZIRI_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1)
    add_link_options(-fuse-ld=mold)
endif()

add_library(haziri_options INTERFACE)
target_include_directories(haziri_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(haziri_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
    -Wno-error=deprecated-declarations)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(haziri_options INTERFACE -fpch-preprocess)
endif()
target_compile_definitions(haziri_options INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS
    HAZIRI_VERSION="${PROJECT_VERSION}")
target_link_libraries(haziri_options INTERFACE Qt6::Core Threads::Threads tl::expected)
if(HAZIRI_SANITIZE)
    target_compile_options(haziri_options INTERFACE -fsanitize=${HAZIRI_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(haziri_options INTERFACE -fsanitize=${HAZIRI_SANITIZE})
endif()

if(HAZIRI_FUZZ)
    # Every room tells the fuzzer which way it went; only the targets in tests/fuzz link the fuzzer itself.
    target_compile_options(haziri_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# One precompiled set of the headers that nearly every file includes; rooms reuse it.
file(WRITE ${CMAKE_BINARY_DIR}/pch.cpp "// carries the precompiled headers\n")
add_library(haziri_pch STATIC ${CMAKE_BINARY_DIR}/pch.cpp)
set_target_properties(haziri_pch PROPERTIES AUTOMOC OFF POSITION_INDEPENDENT_CODE ON)
target_link_libraries(haziri_pch PUBLIC haziri_options)
target_precompile_headers(haziri_pch PRIVATE
    <QByteArray> <QString> <QList> <QHash> <QObject> <QJsonObject> <QJsonArray> <QJsonDocument> <QDateTime> <QFile> <QDir> <QTimer>
    <algorithm> <array> <functional> <memory> <mutex> <optional> <span> <string> <string_view> <thread> <vector> <tl/expected.hpp>)

function(haziri_compile target)
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_precompile_headers(${target} REUSE_FROM haziri_pch)
endfunction()

# A room is a folder: all its sources are one static library, named after the path.
# CONFIGURE_DEPENDS lets a new file be seen without touching a list.
function(haziri_room path)
    cmake_parse_arguments(ROOM "" "" "LINKS" ${ARGN})
    string(REPLACE "/" "_" name haziri_${path})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${path}/*.cpp ${CMAKE_SOURCE_DIR}/${path}/*.h)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    if(sources MATCHES "\\.cpp")
        add_library(${name} STATIC ${sources})
        target_link_libraries(${name} PUBLIC haziri_options ${ROOM_LINKS})
        haziri_compile(${name})
    else()
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE haziri_options ${ROOM_LINKS})
    endif()
endfunction()

function(haziri_test path)
    cmake_parse_arguments(TEST "" "TIMEOUT" "LINKS;LABELS" ${ARGN})
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 120)
    endif()
    string(REPLACE "/" "." name ${path})
    add_executable(${name} ${CMAKE_SOURCE_DIR}/tests/${path}.cpp)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE haziri_options Qt6::Test ${TEST_LINKS})
    haziri_compile(${name})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT} LABELS "${TEST_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;HAZIRI_SOURCE_DIR=${CMAKE_SOURCE_DIR};HAZIRI_BIN_DIR=${CMAKE_BINARY_DIR}/bin")
endfunction()

# Every <Name>Test.cpp of a folder below tests/ is a test program of its own.
function(haziri_tests_in folder)
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${folder}/*Test.cpp)
    foreach(file ${found})
        get_filename_component(stem ${file} NAME_WE)
        haziri_test(${folder}/${stem} ${ARGN})
    endforeach()
endfunction()
