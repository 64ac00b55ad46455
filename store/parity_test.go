package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"startklar/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// TestTheSchemasAreTheSame compares what the databases' own catalogues say after the migrations: tables,
// columns, types, nullability, keys, unique columns, indices and references.
func TestTheSchemasAreTheSame(t *testing.T) {
	lite, post := storetest.SQLite(t), storetest.Postgres(t)
	openCounters(t, lite)
	openCounters(t, post)
	a, b := describeSQLite(t, storetest.DB(t, lite)), describePostgres(t, storetest.DB(t, post))
	if d := cmp.Diff(a, b); d != "" {
		t.Errorf("(-sqlite +postgres):\n%s", d)
	}
	if len(a) < 20 {
		t.Errorf("only %d facts were found: %q", len(a), a)
	}
}

// types are the column types in common.
var types = map[string]string{
	"INTEGER": "integer", "TEXT": "text", "BLOB": "bytes", "REAL": "real",
	"bigint": "integer", "text": "text", "bytea": "bytes", "double precision": "real",
}

func describeSQLite(t *testing.T, db *sql.DB) []string {
	return facts(t, db,
		// An INTEGER PRIMARY KEY, and any key of a STRICT table, is never NULL, whatever the flag says.
		`SELECT m.name || '.' || c.name, c.type, CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN 'not null' ELSE 'null' END
		   FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.sql LIKE '%STRICT%'`,
		`SELECT m.name, 'key', (SELECT group_concat(name, ' ') FROM (SELECT name FROM pragma_table_info(m.name) WHERE pk > 0 ORDER BY pk))
		   FROM sqlite_master m WHERE m.type = 'table' AND m.sql LIKE '%STRICT%'`,
		`SELECT m.name, CASE WHEN i."unique" = 1 THEN 'unique' ELSE 'index' END,
		        (SELECT group_concat(name, ' ') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) || CASE WHEN i.partial = 1 THEN ' partial' ELSE '' END
		   FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND m.sql LIKE '%STRICT%' AND i.origin <> 'pk'`,
		`SELECT m.name, 'reference', f."from" || ' to ' || f."table" || '.' || f."to"
		   FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`,
	)
}

func describePostgres(t *testing.T, db *sql.DB) []string {
	const columns = `(SELECT string_agg(a.attname, ' ' ORDER BY k.n) FROM unnest(%s) WITH ORDINALITY k(num, n)
		JOIN pg_attribute a ON a.attrelid = %s AND a.attnum = k.num)`
	return facts(t, db,
		`SELECT table_name || '.' || column_name, data_type, CASE is_nullable WHEN 'NO' THEN 'not null' ELSE 'null' END
		   FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'goose_db_version'`,
		`SELECT c.relname, CASE WHEN i.indisprimary THEN 'key' WHEN i.indisunique THEN 'unique' ELSE 'index' END,
		        `+fmt.Sprintf(columns, "i.indkey", "i.indrelid")+` || CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END
		   FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace s ON s.oid = c.relnamespace
		  WHERE s.nspname = 'public' AND c.relname <> 'goose_db_version'`,
		`SELECT c.relname, 'reference', `+fmt.Sprintf(columns, "r.conkey", "r.conrelid")+` || ' to ' || f.relname || '.' || `+fmt.Sprintf(columns, "r.confkey", "r.confrelid")+`
		   FROM pg_constraint r JOIN pg_class c ON c.oid = r.conrelid JOIN pg_class f ON f.oid = r.confrelid WHERE r.contype = 'f'`,
	)
}

// facts are the rows of the queries as lines, in order.
func facts(t *testing.T, db *sql.DB, queries ...string) (out []string) {
	t.Helper()
	for _, query := range queries {
		out = append(out, lines(t, db, query)...)
	}
	slices.Sort(out)
	return out
}

func lines(t *testing.T, db *sql.DB, query string) (out []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var subject, word, rest string
		if err := rows.Scan(&subject, &word, &rest); err != nil {
			t.Fatal(err)
		}
		if common, ok := types[word]; ok {
			word = common
		}
		out = append(out, strings.Join([]string{subject, word, rest}, " "))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestTextComparesByItsBytes holds for every text column that orders or joins.
func TestTextComparesByItsBytes(t *testing.T) {
	url := storetest.Postgres(t)
	s, err := Open(t.Context(), url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	wrong := facts(t, storetest.DB(t, url), `SELECT table_name, column_name, COALESCE(collation_name, 'default')
		FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'goose_db_version'
		AND data_type = 'text' AND COALESCE(collation_name, '') <> 'C'`)
	if len(wrong) > 0 {
		t.Errorf("columns without COLLATE \"C\": %q", wrong)
	}
}
