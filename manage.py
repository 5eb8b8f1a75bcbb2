#!/usr/bin/env python
"""Command line of the registry."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("尚未安装依赖：请先运行 make demo，或按 README 中的步骤建立 .venv。")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
