"""Rules keep to the recipe that makes both engines equal to the last bit."""

import ast
import re

import pytest

from .source import PACKAGE, imports, name_of, parse, python_files

RULES = PACKAGE / "rules"
SOCIAL = [p for p in python_files(RULES) if p.name not in {"__init__.py", "numeric.py"}]
MAY_IMPORT = ("__future__", "math", "typing", "collections.abc", "numba.extending", "culturesim.")
NUMERIC_TOO = ("numba", "numpy", "llvmlite")  # compiled twins need machine types and bits
BANNED_CALLS = {"sum", "pow", "round", "min", "max", "hash", "set", "dict", "print", "open"}
SECTIONS = ("Parameters", "Returns", "Notes", "References", "Examples")


def faults_of_code(tree: ast.AST) -> list[tuple[int, str]]:
    """Line and reason of every construct whose bits may differ between engines."""
    faults = []
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(op=ast.Pow()) | ast.AugAssign(op=ast.Pow()):
                faults.append((node.lineno, "** differs in the last bit; write x * x or power()"))
            case ast.Attribute(value=ast.Name(id="math"), attr=attr) if attr != "sqrt":
                faults.append((node.lineno, f"math.{attr} is not the same on every machine"))
            case ast.Name(id="np" | "numpy" | "random"):
                faults.append((node.lineno, f"{node.id} has no place in a rule"))
            case ast.Call(func=ast.Name(id=name)) if name in BANNED_CALLS:
                faults.append((node.lineno, f"{name}() in a rule; write the loop or branch out"))
            case ast.Raise():
                faults.append((node.lineno, "a rule never raises; check where data enter"))
    return faults


def faults_of_imports(path) -> list[str]:
    may = MAY_IMPORT + (NUMERIC_TOO if path.name == "numeric.py" else ())
    return [f"{name_of(path)}:{line} imports {name}" for line, name in imports(path)
            if not name.startswith(may)]  # fmt: skip


def public_functions(path) -> list[ast.FunctionDef]:
    return [n for n in parse(path).body
            if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]  # fmt: skip


def faults_of_docstring(function: ast.FunctionDef) -> list[str]:
    """Sections a rule's docstring lacks, and its status letter."""
    text = ast.get_docstring(function)
    if not text:
        return ["all of it"]
    faults = [title for title in SECTIONS
              if not re.search(rf"^{title}\n-{{{len(title)}}}$", text, re.MULTILINE)]  # fmt: skip
    if not re.search(r"\bStatus:? [VRDCA]\b", text):
        faults.append("a status letter (Status A: ...)")
    if ">>>" not in text:
        faults.append("a runnable example")
    numbers = "float" in ast.unparse(function.args)
    if numbers and "[" not in text.split("Notes\n")[0]:
        faults.append("units in square brackets")
    return faults


@pytest.mark.parametrize("path", python_files(RULES), ids=name_of)
def test_rules_import_only_what_they_may(path):
    faults = faults_of_imports(path)
    assert not faults, f"{faults}: rules may import only math, numba.extending and other rules"


@pytest.mark.parametrize("path", SOCIAL, ids=name_of)
def test_rules_use_only_exact_operations(path):
    faults = [f"{name_of(path)}:{line} {why}" for line, why in faults_of_code(parse(path))]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", python_files(RULES), ids=name_of)
def test_every_rule_says_what_it_computes_and_where_from(path):
    faults = [f"{name_of(path)}:{f.lineno} {f.name}: the docstring lacks {', '.join(missing)}"
              for f in public_functions(path) if (missing := faults_of_docstring(f))]  # fmt: skip
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", SOCIAL, ids=name_of)
def test_every_rule_can_be_compiled(path):
    plain = [f.name for f in public_functions(path) if not f.decorator_list]
    assert not plain, f"{name_of(path)}: {plain} lack the decorator that lets loops call them"


def test_numeric_uses_no_power_and_no_library_function():
    tree = parse(RULES / "numeric.py")
    faults = [f for f in faults_of_code(tree) if "**" in f[1] or "math." in f[1]]
    assert not faults


LOOPS = [p for p in python_files() if p.relative_to(PACKAGE).parts[0] in {"engine", "streams"}]


@pytest.mark.parametrize("path", LOOPS, ids=name_of)
def test_loops_change_no_bits(path):
    """No fast mathematics and no parallel reduction: both move the last digit."""
    asked = [
        f"{name_of(path)}:{node.value.lineno} {node.arg}=..."
        for node in ast.walk(parse(path))
        if isinstance(node, ast.keyword) and node.arg in {"fastmath", "parallel"}
    ]
    assert not asked, asked


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("y = x**2", "**"),
        ("x **= 2", "**"),
        ("y = math.exp(x)", "math.exp"),
        ("y = np.exp(x)", "np"),
        ("y = sum(xs)", "sum"),
        ("raise ValueError", "raises"),
    ],
)
def test_a_fault_in_a_rule_is_found(code, part):
    assert any(part in why for _, why in faults_of_code(ast.parse(code)))


def test_a_good_rule_has_no_fault():
    assert not faults_of_code(ast.parse("y = math.sqrt(x * x + 1.0)"))


def test_a_bare_docstring_is_found():
    function = ast.parse('def f(x: float):\n    """Do it."""').body[0]
    assert isinstance(function, ast.FunctionDef)
    assert len(faults_of_docstring(function)) == len(SECTIONS) + 3
