"""What a query asks for, in a shape that a test can spell out."""

from reader_app.core.search.syntax import All, Any, Field, Node, Not, Phrase, Word


def plain(node: Node) -> object:
    """A tree as nested tuples of what matters."""
    match node:
        case Word():
            return node.text if node.match == "forms" else (node.match, node.text)
        case Phrase():
            return ("phrase", *(plain(word) for word in node.words), *([node.slop] if node.slop is not None else []))
        case Field():
            return (f"{node.name}:", node.value)
        case Not():
            return ("not", plain(node.child))
        case All():
            return ("all", *map(plain, node.children))
        case Any():
            return ("any", *map(plain, node.children))
