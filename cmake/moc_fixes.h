// Read by moc before every header (see StrongroomQml.cmake). moc 6.4 stops with "Parse error at std" where libstdc++
// opens its namespaces with this macro, as <compare>, <concepts> and <ranges> do.
#define _GLIBCXX_VISIBILITY(V)
