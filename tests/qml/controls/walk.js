.pragma library

// Every visual item below and including `item` of which `predicate` holds, in order. (Lists of QML have no iterator.)
function all(item, predicate) {
    const found = [];
    const step = one => {
        if (predicate(one))
            found.push(one);
        for (let i = 0; i < one.children.length; ++i)
            step(one.children[i]);
    };
    step(item);
    return found;
}
