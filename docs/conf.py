"""How the manual is built: ``make docs``."""

import sys
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "sharedpay"
copyright = "The sharedpay authors"  # noqa: A001  Sphinx wants this name
release = metadata.version("sharedpay")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
extensions += ["law_pages", "pictures", "signatures"]
exclude_patterns = ["build"]
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing"] if "linkcheck" in sys.argv else []

autodoc_typehints = "description"
autodoc_member_order = "bysource"
nitpicky = False
add_module_names = False

html_theme = "furo"
html_title = "sharedpay"
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["manual.css"]
