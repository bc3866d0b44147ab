"""Manual pages from the commands' own help: `slipway --experimental-dump-help | manuals.py VERSION TIME FOLDER`.

One page for the program and one for each command, in the macros of man(7)."""

import json
import pathlib
import sys
import time


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def synopsis(argument):
    """How an argument stands in the line that shows how a command is used."""
    if argument["kind"] == "positional":
        text = f"<{argument['valueName']}>"
    else:
        name = spelled(argument.get("preferredName") or argument["names"][0])
        text = name if argument["kind"] == "flag" else f"{name} <{argument['valueName']}>"
    text += " ..." if argument.get("isRepeating") else ""
    return f"[{text}]" if argument.get("isOptional") else text


def spelled(name):
    dashes = "--" if name["kind"] == "long" else "-"
    return dashes + name["name"]


def entry(argument):
    if argument["kind"] == "positional":
        title = f"<{argument['valueName']}>"
    else:
        title = ", ".join(spelled(name) for name in argument["names"])
        if argument["kind"] == "option":
            title += f" <{argument['valueName']}>"
    words = argument.get("abstract", "")
    if argument.get("discussion"):
        words += "\n" + argument["discussion"]
    if argument.get("defaultValue"):
        words += f" (default: {argument['defaultValue']})"
    text = words.strip() or "See the help of the command itself."
    return f".TP\n.B {escaped(title)}\n{escaped(text)}\n"


def page(command, path, version, date):
    title = "-".join(path).upper()
    shown = [argument for argument in command.get("arguments", []) if argument.get("shouldDisplay", True)]
    lines = [
        f'.TH "{escaped(title)}" 1 "{date}" "slipway {version}" "Slipway"\n',
        f".SH NAME\n{escaped('-'.join(path))} \\- {escaped(command.get('abstract', '').rstrip('.') or 'a command of slipway')}\n",
        f".SH SYNOPSIS\n.B {escaped(' '.join(path))}\n{escaped(' '.join(synopsis(one) for one in shown))}\n",
    ]
    if command.get("discussion"):
        lines.append(f".SH DESCRIPTION\n{escaped(command['discussion'])}\n")
    if shown:
        lines.append(".SH OPTIONS\n" + "".join(entry(argument) for argument in shown))
    below = visible(command)
    if below:
        lines.append(".SH COMMANDS\n")
        for one in below:
            lines.append(f".TP\n.B {escaped(one['commandName'])}\n{escaped(one.get('abstract', '') or 'See its own page.')}\n")
    others = ["slipway"] if len(path) > 1 else []
    others += ["-".join(path + [one["commandName"]]) for one in below]
    if others:
        lines.append(".SH SEE ALSO\n" + ",\n".join(f".BR {escaped(name)} (1)" for name in others).replace(",\n", " ,\n") + "\n")
    return "".join(lines)


def visible(command):
    return [
        one for one in command.get("subcommands", [])
        if one.get("shouldDisplay", True) and one["commandName"] != "help"
    ]


def write(command, path, version, date, folder):
    (folder / f"{'-'.join(path)}.1").write_text(page(command, path, version, date))
    for one in visible(command):
        write(one, path + [one["commandName"]], version, date, folder)


def main():
    version, epoch, folder = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
    date = time.strftime("%Y-%m-%d", time.gmtime(epoch))
    write(json.load(sys.stdin)["command"], ["slipway"], version, date, folder)


main()
