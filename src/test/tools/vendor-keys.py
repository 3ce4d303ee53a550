#!/usr/bin/env python3
"""Writes src/main/resources/io/github/qisaws/text/vendor-keys.txt: the fixed beginnings of vendors' keys.

Usage: src/test/tools/vendor-keys.py GITLEAKS_FOLDER > src/main/resources/io/github/qisaws/text/vendor-keys.txt
The folder is that of the Go module: go mod download -json github.com/zricethezav/gitleaks/v8@VERSION

gitleaks looks for whole keys in source code; a review must hide a shortened or newer key too, so only the beginning of
each rule's pattern is kept. Rules without a fixed beginning need a name beside the key, which qis-aws judges itself.
"""
import pathlib
import re
import sys
import tomllib
from re import _constants as c
from re import _parser

SHORTEST = 4
MOST = 12
PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.~=-]+")
#: Public keys, and beginnings of ordinary names.
LEFT_OUT = {"FLWPUBK_TEST-", "http", "dapi", "API-", "4b1d", "tk-us-", "ext_", "pat.", "sat.", "v1.0-", "ico-", "pul-"}


def python_form(regex):
    regex = re.sub(r"\(\?-?i\)", "", regex)
    regex = regex.replace("(?-i:", "(?:").replace("(?i:", "(?:").replace("(?s:", "(?:").replace(r"\z", r"\Z")
    return regex.replace("[[:alnum:]]", "[a-zA-Z0-9]")


def beginnings(items):
    """All fixed beginnings of a sequence, and whether the sequence is fixed to its end."""
    found = [""]
    for op, arg in items:
        if op is c.AT:
            continue
        if op is c.LITERAL:
            found = [each + chr(arg) for each in found]
        elif op is c.IN and len(arg) <= 6 and all(kind is c.LITERAL for kind, _ in arg):
            found = [each + chr(code) for each in found for _, code in arg]
        elif op in (c.SUBPATTERN, c.BRANCH):
            branches = [arg[3]] if op is c.SUBPATTERN else arg[1]
            parts = [beginnings(branch) for branch in branches]
            found = [each + tail for each in found for tails, _ in parts for tail in tails]
            if not all(whole for _, whole in parts):
                return found, False
        else:
            return found, False
    return found, True


def of(rule):
    found, _ = beginnings(_parser.parse(python_form(rule["regex"])))
    distinct = {each for each in found if len(each) >= SHORTEST and PLAIN.fullmatch(each) and each not in LEFT_OUT}
    return sorted(distinct) if len(distinct) <= MOST else []


def main(folder):
    rules = tomllib.loads((folder / "config/gitleaks.toml").read_text())["rules"]
    print("# Beginnings of vendors' keys, one a line, with the gitleaks rule that each is taken from.")
    print(f"# Source: github.com/zricethezav/gitleaks, {folder.name.split('@')[1]}, config/gitleaks.toml, by")
    print("# src/test/tools/vendor-keys.py. Copyright (c) 2019 Zachary Rice, MIT License (vendor-keys.LICENSE).")
    for rule in rules:
        for each in of(rule) if "regex" in rule else []:
            print(f"{each}\t{rule['id']}")


main(pathlib.Path(sys.argv[1]))
