"""Makes aiogram's models build when they are first used. Import it before anything else.

On import, aiogram builds the validators of all its 500 models one after the other, each with all
that it contains: measured 6.3 of the 7.5 s of CPU that its import takes. A bot needs one of them,
`Update`, which takes 0.2 s. So we switch on pydantic's `defer_build` for them, and where aiogram
asks for each to be built, we only make the names known that their annotations refer to.

Without this module everything works the same, only seconds later; so does an aiogram that was
imported before it.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydantic


@contextmanager
def _models_wait() -> Iterator[None]:
    eager = pydantic.BaseModel.__dict__["model_rebuild"]

    def wait(cls: type[pydantic.BaseModel], **options: Any) -> None:
        if not cls.__module__.startswith("aiogram."):
            eager.__get__(None, cls)(**options)
            return
        module = vars(sys.modules[cls.__module__])
        for name, value in (options.get("_types_namespace") or {}).items():
            module.setdefault(name, value)

    pydantic.BaseModel.model_rebuild = classmethod(wait)  # type: ignore[assignment,arg-type]
    pydantic.BaseModel.model_config["defer_build"] = True
    try:
        yield
    finally:
        del pydantic.BaseModel.model_config["defer_build"]
        pydantic.BaseModel.model_rebuild = eager  # type: ignore[method-assign]


if "aiogram" not in sys.modules:
    with _models_wait():
        importlib.import_module("aiogram")
