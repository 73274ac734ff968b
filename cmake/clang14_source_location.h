// std::source_location for clang before 15, which lacks the builtin that the standard library's own needs. Included
// in front of every file of the fuzz build only (cmake/StrongroomToolchain.cmake).
#pragma once

#if defined(__cplusplus) && !__has_builtin(__builtin_source_location)
namespace std { // NOLINT(cert-dcl58-cpp): it stands in for the library's missing type
class source_location {
public:
    static constexpr source_location current(const char* file = __builtin_FILE(), unsigned line = __builtin_LINE()) {
        source_location where;
        where.m_file = file;
        where.m_line = line;
        return where;
    }
    [[nodiscard]] constexpr const char* file_name() const { return m_file; }
    [[nodiscard]] constexpr unsigned line() const { return m_line; }

private:
    const char* m_file = "";
    unsigned m_line = 0;
};
} // namespace std
#endif
