"""Both databases, and their schema, made under a lock that lives in memcached."""

import random
import string
import time

import pylibmc
import sqlalchemy
from werkzeug.security import generate_password_hash

from . import auxiliary

LATEST_MIGRATION_VERSION = 1
LOCK = "STANDIN_GLOBAL_LOCK"
TABLES = (
    "CREATE TABLE users (id serial PRIMARY KEY, username varchar(120) UNIQUE NOT NULL, password varchar(120) NOT NULL,"
    " allow_api boolean NOT NULL)",
    "CREATE TABLE properties (key varchar(80) PRIMARY KEY, value varchar(80) NOT NULL)",
    "CREATE TABLE folders (id serial PRIMARY KEY, path varchar(200) NOT NULL)",
    "CREATE TABLE images (id serial PRIMARY KEY, src varchar(1024) UNIQUE NOT NULL, status integer NOT NULL)",
)


class Data:
    def __init__(self, settings):
        client = pylibmc.Client(
            settings["MEMCACHED_SERVERS"], behaviors={"ketama": True, "connect_timeout": 3000, "dead_timeout": 5}
        )
        # A client is one thread's.
        self.cache = pylibmc.ThreadMappedPool(client)
        self.mgmt = self._engine(settings, "MGMT", 1)
        self.index = self._engine(settings, "CACHE", 10)
        self.mgmt.connect().close()
        self._make_schema()

    def forget_connections(self):
        self.mgmt.dispose()
        self.index.dispose()

    def get(self, key):
        try:
            with self.cache.reserve() as cache:
                return cache.get(key)
        except pylibmc.Error:
            return None

    def put(self, key, value):
        try:
            with self.cache.reserve() as cache:
                cache.set(key, value)
            self.index.execute("INSERT INTO cachectl (key) VALUES (%s) ON CONFLICT DO NOTHING", (key,))
        except pylibmc.Error:
            pass

    def record(self, source, exists):
        """As QIS: a file that is there has a record, and a record whose file is gone is marked as deleted."""
        source = source.strip("/")
        if exists:
            self.mgmt.execute("INSERT INTO images (src, status) VALUES (%s, 1) ON CONFLICT (src) DO UPDATE SET status = 1", (source,))
        else:
            self.mgmt.execute("UPDATE images SET status = 0 WHERE src = %s", (source,))

    def _engine(self, settings, name, overflow):
        return sqlalchemy.create_engine(
            settings[name + "_DATABASE_CONNECTION"], pool_size=settings[name + "_DATABASE_POOL_SIZE"], max_overflow=overflow
        )

    def _make_schema(self):
        if not self._locked():
            auxiliary.log("Failed to obtain lock to check/upgrade the database schema")
            return
        try:
            if not self.index.has_table("cachectl"):
                self.index.execute("CREATE TABLE cachectl (key varchar(256) PRIMARY KEY)")
            if not self.mgmt.has_table("users"):
                self._create()
            auxiliary.log("Management + stats database opened")
        finally:
            with self.cache.reserve() as cache:
                cache.delete(LOCK)

    def _create(self):
        password = "".join(random.choice(string.ascii_letters + string.digits) for _ in range(10))
        with self.mgmt.begin() as connection:
            for statement in TABLES:
                connection.execute(statement)
            connection.execute("INSERT INTO folders (path) VALUES ('/')")
            connection.execute("INSERT INTO properties VALUES ('db_migration_version', '1')")
            connection.execute(
                "INSERT INTO users (username, password, allow_api) VALUES ('admin', %s, false)",
                (generate_password_hash(password, "sha1"),),
            )
        auxiliary.log("Created default admin user with password " + password)

    def _locked(self):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                with self.cache.reserve() as cache:
                    if cache.add(LOCK, 1, 3600):
                        return True
            except pylibmc.Error:
                return False
            time.sleep(0.2)
        return False
