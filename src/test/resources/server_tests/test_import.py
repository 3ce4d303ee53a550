"""Tests of the pure parts of an import; run by ServerScriptsTest with the role's package on the path."""

import unittest

from qis_server import import_dump, import_manifest, import_sample, problems

HASH = "a" * 64
DUMP = b"""--
-- PostgreSQL database dump
--

\\restrict Token4711

SET client_encoding = 'UTF8';
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO postgres;
CREATE TABLE public.images (
    id bigint NOT NULL
);
ALTER TABLE public.images OWNER TO qis;
COPY public.images (id, src, "status") FROM stdin;
1\tb\xc3\xb6se\\\\name\\t.png\t1
2\t\\\\! touch /tmp/owned\t0
\\.


GRANT SELECT ON TABLE public.images TO somebody;
CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;
CREATE INDEX i ON public.images (id);
--
-- PostgreSQL database dump complete
--

\\unrestrict Token4711
"""


def statements(text):
    items = import_dump.Script(text.splitlines(True)).items()
    return [item[1] if item[0] == "sql" else (item[2], item[3], list(item[4])) for item in items]


class ListTest(unittest.TestCase):
    def refused(self, path):
        with self.assertRaises(problems.Problem) as caught:
            import_manifest.parse(("%s\t1\t%s\n" % (HASH, path)).encode("utf-8", "surrogateescape"))
        self.assertIn("line 1" if "\udcff" not in path else "UTF-8", str(caught.exception))

    def test_a_path_never_leaves_the_tree_and_is_never_hidden(self):
        for path in ("/a.png", "../a.png", "a/../b.png", "a//b.png", "a/", "", ".", ".metadata/a.pid", "a/.b/c.png", "a\x1b.png", "x" * 256, "a\udcff"):
            self.refused(path)

    def test_names_of_all_languages_are_kept(self):
        path = "Über uns/図 & more\u00a0.png"
        self.assertEqual({path: (HASH, 12)}, import_manifest.parse(("%s\t12\t%s\n" % (HASH, path)).encode("utf-8")))

    def test_no_path_comes_twice_or_is_a_folder_too(self):
        for paths in (("a", "a"), ("a", "a/b"), ("a/b/c", "a/b")):
            with self.assertRaises(problems.Problem):
                import_manifest.parse("".join("%s\t1\t%s\n" % (HASH, path) for path in paths).encode("ascii"))

    def test_a_cut_list_is_refused(self):
        for text in (("%s\t1\ta" % HASH).encode("ascii"), b"a\t1\tb\n", ("%s\t1\n" % HASH).encode("ascii")):
            with self.assertRaises(problems.Problem):
                import_manifest.parse(text)


class DumpTest(unittest.TestCase):
    def test_owners_rights_and_extensions_stay_behind_and_data_is_untouched(self):
        before, data, after = statements(DUMP)
        self.assertEqual(b"SET client_encoding = 'UTF8';\nCREATE TABLE public.images (\n    id bigint NOT NULL\n);\n", before)
        self.assertEqual(("images", ["id", "src", "status"]), data[:2])
        self.assertEqual([line + b"\n" for line in (b"1\tb\xc3\xb6se\\\\name\\t.png\t1", b"2\t\\\\! touch /tmp/owned\t0")], data[2])
        self.assertEqual(b"CREATE INDEX i ON public.images (id);\n", after)

    def test_no_command_of_psql_comes_through(self):
        for line in (b"\\! id", b"\\connect other", b"\\copy t from program 'id'", b"\\restrict Other", b"\\unrestrict Other", b"\\i /etc/passwd"):
            with self.assertRaises(problems.Problem) as caught:
                statements(DUMP.replace(b"CREATE INDEX", line + b"\nCREATE INDEX"))
            self.assertIn("command of psql", str(caught.exception))

    def test_only_copy_from_the_dump_itself_is_data(self):
        for statement in (b"COPY t FROM PROGRAM 'id';\n", b"COPY t (a) FROM '/etc/passwd';\n", b"COPY (SELECT 1) TO STDOUT; COPY t (a) FROM stdin;\n"):
            self.assertEqual([statement], statements(statement))

    def test_inserts_are_refused(self):
        with self.assertRaises(problems.Problem):
            statements(b"INSERT INTO public.users VALUES (1);\n")

    def test_paths_of_records_are_read_as_postgresql_wrote_them(self):
        self.assertEqual("böse\\name\t.png", import_dump._unescaped("böse\\\\name\\t.png".encode("utf-8")))


class SampleTest(unittest.TestCase):
    def test_a_sample_is_spread_over_the_list_and_leaves_out_what_is_no_image(self):
        paths = ["%04d.PNG" % number for number in range(1000)] + ["readme.txt"]
        chosen = import_sample.choose(paths)
        self.assertEqual((50, "0000.PNG", "0980.PNG"), (len(set(chosen)), chosen[0], chosen[-1]))
        self.assertEqual([], import_sample.choose(["readme.txt"]))


if __name__ == "__main__":
    unittest.main()
