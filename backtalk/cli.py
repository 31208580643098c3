"""The `backtalk` program. Imports of each command stand inside it, so that --help is quick."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from backtalk.errors import BacktalkError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 failed, 2 bad input, 130 interrupted."""
    if sys.stdout is None or sys.stdin is None:
        print("backtalk: standard input and output must be open.", file=sys.stderr)
        return 2
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except BacktalkError as error:
        print(f"backtalk: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output left; say nothing and let the exit flush nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"backtalk: {error.strerror or error}.", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="backtalk",
        description="An assistant for people with low back pain. It shares one article on "
        "dry needling and tells everyone to see their doctor first.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="serve the web chat; BACKTALK_PORT says where")
    serve.add_argument(
        "--workers",
        type=_workers,
        default=1,
        help="processes that share the port; more than one needs PostgreSQL and Redis",
    )
    serve.set_defaults(run=_serve)

    chat = commands.add_parser("chat", help="talk with the bot in this terminal")
    chat.add_argument("--plain", action="store_true", help="no colours, no boxes")
    chat.add_argument(
        "--json", action="store_true", help="one message a line in, one JSON object a line out"
    )
    chat.set_defaults(run=_chat)

    train = commands.add_parser("train", help="train a model from data/ and content/")
    train.add_argument("--force", action="store_true", help="train every part again")
    train.add_argument("--quiet", action="store_true", help="say nothing when up to date")
    train.set_defaults(run=_train)

    parse = commands.add_parser(
        "parse", help="JSON Lines in, what each text means out, as JSON Lines"
    )
    parse.add_argument("file", nargs="?", help="a file; standard input if none is given")
    parse.set_defaults(run=_parse)

    data = commands.add_parser("data", help="what is kept: show, export, erase, purge")
    actions = data.add_subparsers(dest="action", required=True, metavar="ACTION")
    show = actions.add_parser("show", help="list conversations, or how much is kept of one")
    show.add_argument("conversation", nargs="?")
    for name, text in (
        ("export", "everything kept of a conversation, as JSON"),
        ("erase", "delete a conversation and everything kept of it"),
    ):
        actions.add_parser(name, help=text).add_argument("conversation")
    purge = actions.add_parser("purge", help="delete what is older than the retention time")
    purge.add_argument("--days", type=_days, help="instead of BACKTALK_RETENTION_DAYS")
    data.set_defaults(run=_data)

    check = commands.add_parser("check", help="is this installation healthy?")
    check.set_defaults(run=_check)
    return parser


def _train(options: argparse.Namespace) -> int:
    from backtalk.runtime import model
    from backtalk.settings import Settings

    settings = Settings.from_env()
    if not options.force and (current := model.current_model(settings)):
        if not options.quiet:
            print(f"{current.name} is up to date.", file=sys.stderr)
        return 0
    path = model.train(settings, force=options.force)
    print(f"Trained {path.name}.", file=sys.stderr)
    return 0


def _serve(options: argparse.Namespace) -> int:
    from backtalk.runtime import server

    return server.run(options.workers)


def _chat(options: argparse.Namespace) -> int:
    from backtalk.runtime import session

    return session.run_chat(plain=options.plain, as_json=options.json)


def _parse(options: argparse.Namespace) -> int:
    from backtalk.runtime import session

    return session.run_parse(options.file)


def _data(options: argparse.Namespace) -> int:
    from backtalk.runtime import data

    return data.run(
        options.action, getattr(options, "conversation", None), getattr(options, "days", None)
    )


def _workers(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError("a whole number from 1 to 64 is expected")
    return int(text)


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 999_999:
        raise argparse.ArgumentTypeError("a whole number from 1 to 999999 is expected")
    return int(text)


def _check(options: argparse.Namespace) -> int:
    from backtalk.runtime import health

    return health.run()


if __name__ == "__main__":
    sys.exit(main())
