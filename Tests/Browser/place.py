"""The demo place: a data folder of its own, loaded, asked about, and served on a free port."""

import base64
import email
import os
import pathlib
import re
import subprocess

HOME = pathlib.Path(__file__).resolve().parents[2]


class Place:
    """Everything in it is invented, so that a test may do with it what it likes."""

    def __init__(self, data):
        self.program = os.environ.get("FINGERPOST_PROGRAM", str(HOME / ".build/debug/fingerpost"))
        self.data = pathlib.Path(data)
        self.log = open(self.data.with_suffix(".log"), "w")
        self.run("demo")
        self.run("check")  # writes the mails that ask organisations to look at their listings
        self.confirm_path = self.link_in_a_mail()
        self.server = subprocess.Popen(
            self.command("serve", "--port", "0"), env=self.environment(), stdout=subprocess.PIPE, stderr=self.log, text=True
        )
        said = iter(self.server.stdout.readline, "")
        self.address = self.wait_for(said, r"Fingerpost serves on (http://\S+)")
        self.password = self.wait_for(said, r"password of all is ([^)\s]+)")

    def stop(self):
        self.server.terminate()
        self.server.wait(10)
        self.server.stdout.close()
        self.log.close()

    def run(self, verb):
        subprocess.run(
            self.command(verb), env=self.environment(), stdout=self.log, stderr=self.log, check=True, timeout=60
        )

    def command(self, verb, *options):
        return [self.program, verb, "--data", str(self.data), *options]

    def environment(self):
        return {**os.environ, "FINGERPOST_HOME": str(HOME)}

    def wait_for(self, said, pattern):
        """The server prints these lines as soon as it answers; without them it has ended, and `said` ends too."""
        for line in said:
            if found := re.search(pattern, line):
                return found[1]
        raise RuntimeError(f"The server ended before it said {pattern!r}: see {self.log.name}")

    def link_in_a_mail(self):
        """The link of the digest to The Tin Kettle Company: what its volunteers open without a password."""
        for file in sorted((self.data / "spool").glob("*.eml")):
            mail = email.message_from_bytes(file.read_bytes())
            body = mail.get_payload(decode=True).decode()
            if "hello@tinkettle.example" in mail["To"] and (found := re.search(r"/confirm/\S+", body)):
                return found[0]
        raise LookupError("no mail to The Tin Kettle Company")
