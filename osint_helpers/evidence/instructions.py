"""The text VERIFY.txt of a bundle: how to check it with what every computer has.

Plain ASCII; every command stands alone on a line that begins with four blanks, so that it can be
copied, also by a test. The text depends on the content of the bundle alone.
"""

from __future__ import annotations

import textwrap
from typing import Final

from osint_helpers.evidence.bundlefacts import Facts
from osint_helpers.evidence.history import Removal
from osint_helpers.evidence.layout import CHAIN, INDEX, MANIFEST, SIGNATURE, SIGNERS, STAMP
from osint_helpers.evidence.names import shown
from osint_helpers.evidence.terms import FILE

_CONTENT: Final = {
    "captures/": "what was captured: one folder a capture, with its record\n"
    "capture.json, the bytes as they came (wire.warc), the body",
    "log/": "what was done, line by line; each line holds the SHA-256\nof the line before it",
    "seals/": "lists of SHA-256 values, and what was made to date or\nsign them",
    INDEX: "one row a capture: exhibit number, address, time,\noutcome, SHA-256",
    MANIFEST: "the SHA-256 of every other file of this folder",
    FILE: "the terms of data captured from public sources, and why\nthey are handed on; "
    "not under the seal, but in\nMANIFEST.sha256",
    "report/": "the report and its exhibits; not under the seal, but in\nMANIFEST.sha256",
}
_INTEGRITY: Final = (
    "Each captured file is identified by a SHA-256 value computed when it was captured. The list"
    " of all values was {sealed}. If the checks above are good and the SHA-256 of the seal is the"
    " one you were given by another way, what the seal lists is byte for byte what was sealed."
    " This does not by itself show who wrote the content, that the named site sent it, or that it"
    " is true."
)
_POWERSHELL: Final = """\
    & {
      $good = 0; $bad = 0
      foreach ($list in LISTS) {
        foreach ($line in (Get-Content -LiteralPath $list -Encoding UTF8)) {
          $want = $line.Substring(0, 64); $name = $line.Substring(66)
          if (-not (Test-Path -LiteralPath $name -PathType Leaf)) {
            $bad++; "MISSING $name"
          } elseif ((Get-FileHash -LiteralPath $name -Algorithm SHA256).Hash -ne $want) {
            $bad++; "CHANGED $name"
          } else { $good++ }
        }
      }
      $files = @(Get-ChildItem -LiteralPath . -Recurse -File -Force).Count
      if ($bad -eq 0 -and $good -eq GOOD -and $files -eq FILES) {
        "RESULT: good, $good lines checked, $files files"
      } else { "RESULT: NOT GOOD, $good lines good, $bad bad, $files files" }
    }
"""


def text(facts: Facts) -> str:
    """Return the text, lines ended by LF."""
    parts = (_head, _inside, _commands, _windows, _result, _stamp, _signature, _removed, _limits)
    return "\n".join(part(facts) for part in parts)


def _head(facts: Facts) -> str:
    title = "HOW TO CHECK THIS FOLDER"
    return f"""{title}
{"=" * len(title)}

Folder:   {shown(facts.name)}
Edition:  {facts.edition}
Seal:     {facts.seal}
SHA-256 of the seal:
  {facts.sha256}

Compare this value with the one you were given by another way (a letter, an
e-mail of the day; nothing that came in this zip counts, the report neither).
If they differ, this is not the sealed folder.
You need none of the programs the folder was made with.
"""


def _inside(facts: Facts) -> str:
    absent = {"report/": not facts.report, FILE: not facts.terms}
    own = {name: words for name, words in _CONTENT.items() if not absent.get(name)}
    under = "\n" + " " * 20
    lines = "\n".join(f"  {name:<17} {one.replace(chr(10), under)}" for name, one in own.items())
    if facts.edition == "counsel":
        rest = f"""Every other file is a working file (tables, texts, case.toml) as it was when the
seal was made; {facts.working} lists these."""
    else:
        rest = f"""The working files (tables, texts, case.toml) are not part of this edition. The
list {facts.working} is, with their names and SHA-256 values: what it
names cannot be checked here."""
    return f"""1. WHAT IS INSIDE

{lines}

{rest}
"""


def _commands(facts: Facts) -> str:
    linux = "\n".join(f"    sha256sum -c {name}" for name in facts.listed)
    mac = "\n".join(f"    shasum -a 256 -c {name}" for name in facts.listed)
    return f"""2. CHECK THE FILES

Unpack the zip. Open a terminal (Windows: PowerShell) in the folder this text
lies in, and give the commands of your system.

2a. Linux

{linux}
    sha256sum {facts.seal}
    find . -type f | wc -l

2b. macOS

{mac}
    shasum -a 256 {facts.seal}
    find . -type f | wc -l
"""


def _windows(facts: Facts) -> str:
    lists = ", ".join(f"'{name}'" for name in facts.listed)
    block = _POWERSHELL.replace("LISTS", lists)
    block = block.replace("-eq GOOD ", f"-eq {sum(facts.listed.values())} ")
    block = block.replace("-eq FILES)", f"-eq {facts.files})")
    return f"""2c. Windows

Unpack into a folder with a short path, such as C:\\check. Paste the whole block.

{block}    (Get-FileHash -LiteralPath '{facts.seal}' -Algorithm SHA256).Hash
"""


def _result(facts: Facts) -> str:
    counts = "\n".join(f"  {name}: {lines} lines" for name, lines in facts.listed.items())
    good = sum(facts.listed.values())
    return f"""2d. What a good result looks like

Linux and macOS: the commands with -c print one line a file, each ending in
": OK", none with "FAILED" or "WARNING", and "echo $?" right after each prints 0:
{counts}
The next command prints the SHA-256 of the seal as above. The last prints the
number of files, {facts.files}; more means that a file was added that is not from us
(the Finder of macOS adds .DS_Store).
Windows: the last line of the block is
  RESULT: good, {good} lines checked, {facts.files} files
and the line after it the SHA-256 of the seal, in capital letters.
Any other result: do not use the folder, keep it as it is, and tell us.
"""


def _stamp(facts: Facts) -> str:
    if facts.stamped is None:
        return """3. TIME STAMP

This seal has none. When it was made rests on the word of who made it, and on
when its SHA-256 first reached you or someone else.
"""
    chain = facts.seal + CHAIN
    roots = "\n".join(f"  {root}" for root in facts.stamped.roots)
    return f"""3. TIME STAMP

An authority stamped the seal (RFC 3161). Time in the stamp: {facts.stamped.at}
To check it, with OpenSSL 1.1.1 or later:

    openssl ts -verify -attime {facts.stamped.epoch} -data {facts.seal} -in {facts.seal}{STAMP} -CAfile {chain} -untrusted {chain}

Good: "Verification: OK". -attime asks about the time in the stamp: certificates
expire, a stamp made before stays good.
The file {chain} came with this folder and proves nothing by itself.
Compare the SHA-256 fingerprint of every root certificate in it with those the
authority publishes; with a root it does not publish, anybody can have made the
stamp, for any time:
{roots}
"""  # noqa: E501


def _signature(facts: Facts) -> str:
    if facts.signed is None:
        return """4. SIGNATURE

This seal has none.
"""
    signers, identity = facts.seal + SIGNERS, facts.signed.identity
    return f"""4. SIGNATURE

The seal is signed with an SSH key, in the name {shown(identity)}
To check it, with OpenSSH 8.1 or later, in a shell that knows "<" (on Windows
Git Bash, not PowerShell):

    ssh-keygen -Y verify -f {signers} -I {identity} -n osint-seal -s {facts.seal}{SIGNATURE} < {facts.seal}

Good: a line that begins 'Good "osint-seal" signature'. The public key came with
this folder; ask the signer by another way whether its fingerprint is theirs:
  {facts.signed.fingerprint}
"""  # noqa: E501


def _removed(facts: Facts) -> str:
    if not facts.removed:
        return """5. REMOVED CAPTURES

None.
"""
    blocks = "\n".join(map(_tombstone, facts.removed))
    older = ""
    if facts.incomplete_seals:
        older = f"""
Earlier seals still list these files, so for them sha256sum reports files it
cannot find: {", ".join(facts.incomplete_seals)}. {facts.seal} does not.
"""
    return f"""5. REMOVED CAPTURES

The bytes of these were taken out for the reason given; the log keeps their
SHA-256 values, so that a copy kept elsewhere can still be recognised.

{blocks}{older}"""


def _tombstone(one: Removal) -> str:
    head = f"{shown(one.capture)}, {shown(one.at)}, by {shown(one.who)} ({one.line})"
    files = "".join(f"    {shown(sha)}  {shown(name)}\n" for name, sha in one.files.items())
    return f"  {head}\n  reason: {shown(one.reason, 1000)}\n{files}"


def _limits(facts: Facts) -> str:
    at = f" on {facts.sealed_at} (clock of the computer that made it)" if facts.sealed_at else ""
    stamped = f" and, if section 3 holds, stamped at {facts.stamped.at}" if facts.stamped else ""
    integrity = textwrap.fill(_INTEGRITY.format(sealed=f"sealed{at}{stamped}"), 78)
    return f"""6. WHAT THIS SHOWS, AND WHAT NOT

{integrity}

Whoever holds a folder can also seal it anew: that a seal is old is shown by a
time stamp, or by its SHA-256 having reached someone else at the time.
"""
