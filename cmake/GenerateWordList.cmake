# cmake -DINPUT=words.txt -DOUTPUT=table.cpp -DSYMBOL=NAME -DHEADER=path -P GenerateWordList.cmake
# Turns a word list (one word a line) into a C++ table, so that the list in resources/ is the only copy.
file(STRINGS "${INPUT}" words)
list(LENGTH words count)
list(JOIN words "\",\n    \"" body)
file(WRITE "${OUTPUT}" "// Made from ${SYMBOL}'s word list; not to be edited.\n#include \"${HEADER}\"\n
namespace strongroom::keys {\n
const std::array<std::string_view, ${count}> ${SYMBOL}{\n    \"${body}\",\n};\n
} // namespace strongroom::keys\n")
