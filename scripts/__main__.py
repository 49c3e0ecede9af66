"""`python3 scripts COMMAND`, called by the Makefile. Standard library only: nothing else is there yet."""

import os
import shutil
import subprocess
import sys

import application
import checks
import packages
import serve
import services
import system
from common import PYTHON, RUN, Stop, environment, one_at_a_time, prepare_run, require_python, say


def setup(*locks, browser=False, hasty=False):
    """Returns the services that this call started. In haste, for tests: they bring their own tables."""
    require_python()
    prepare_run()
    with one_at_a_time():
        system.ensure(browser=browser)
        packages.ensure(*locks or ["demo"])
        started = services.start(hasty=hasty)
        application.ensure(tables=not hasty)
    return started


def demo():
    started = setup()
    application.seed()
    serve.serve(started=started)


def run():
    serve.serve(started=setup())


def test(*arguments):
    started = setup("test", browser=True, hasty=True)
    try:
        run_tool("pytest", "-n", "2", *arguments)
    finally:
        if "PostgreSQL" in started:
            services.stop_postgres()


def tools():
    setup("test", "dev")


def run_tool(*module):
    done = subprocess.run([PYTHON, "-m", *module], env=environment())
    sys.exit(done.returncode)


def stop():
    prepare_run()
    services.stop()


def reset():
    prepare_run()
    print(f"This forgets the local database, its files and its mails ({services.home()}).")
    if input("Type yes to go on: ").strip() != "yes":
        raise Stop("Nothing was changed.")
    services.stop()
    for folder in {services.home(), RUN}:
        shutil.rmtree(folder)
    say("reset", "done; `make demo` begins anew")


COMMANDS = {
    command.__name__: command
    for command in (setup, demo, run, test, tools, stop, reset, checks.check, packages.lock)
}


def main(name, *arguments):
    try:
        COMMANDS[name](*arguments)
    except Stop as reason:
        print(f"\n{reason}", file=sys.stderr)
        sys.exit(1)
    except (KeyboardInterrupt, EOFError):
        sys.exit(130)


if __name__ == "__main__":
    os.umask(0o022)
    main(*sys.argv[1:])
