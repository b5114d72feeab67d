"""The tables of the sandbox, one script a version. A script that was ever released is never changed, only followed by another."""

_FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE logins (
    id TEXT PRIMARY KEY, method TEXT NOT NULL, state TEXT NOT NULL, person TEXT NOT NULL DEFAULT '',
    assurance INTEGER NOT NULL DEFAULT 0, staff TEXT NOT NULL DEFAULT '', token_hash TEXT NOT NULL DEFAULT '',
    code_hash TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 0,
    expires REAL NOT NULL, active_at REAL NOT NULL DEFAULT 0
);
CREATE INDEX logins_by_token ON logins (token_hash) WHERE token_hash != '';

CREATE TABLE staff_sessions (token_hash TEXT PRIMARY KEY, staff TEXT NOT NULL, expires REAL NOT NULL);
CREATE TABLE lockouts (subject TEXT PRIMARY KEY, failures INTEGER NOT NULL, until REAL NOT NULL);

CREATE TABLE grants (
    token_hash TEXT PRIMARY KEY, client_key TEXT NOT NULL, person TEXT NOT NULL, staff TEXT NOT NULL,
    assurance INTEGER NOT NULL, draft TEXT NOT NULL, expires_at TEXT NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE idempotency (
    owner TEXT NOT NULL, key TEXT NOT NULL, operation TEXT NOT NULL, fingerprint TEXT NOT NULL, status INTEGER NOT NULL,
    headers TEXT NOT NULL, body BLOB NOT NULL, made_at TEXT NOT NULL, PRIMARY KEY (owner, operation, key)
);

CREATE INDEX idempotency_by_age ON idempotency (made_at);

CREATE TABLE drafts (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, staff TEXT NOT NULL, service TEXT NOT NULL, version INTEGER NOT NULL,
    client_key TEXT NOT NULL, etag INTEGER NOT NULL, answers TEXT NOT NULL, grant_expires_at TEXT NOT NULL,
    made_at TEXT NOT NULL
);

CREATE TABLE uploads (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, client_key TEXT NOT NULL, slot TEXT NOT NULL, media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL, length INTEGER NOT NULL, received INTEGER NOT NULL DEFAULT 0, complete INTEGER NOT NULL DEFAULT 0,
    made_at TEXT NOT NULL
);
CREATE TABLE upload_parts (
    upload TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE, start INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (upload, start)
);

CREATE TABLE applications (
    row INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, case_no TEXT UNIQUE NOT NULL, client_key TEXT NOT NULL,
    person TEXT NOT NULL, staff TEXT NOT NULL, service TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
    state TEXT NOT NULL, raw_state TEXT NOT NULL, plan TEXT NOT NULL, rule TEXT NOT NULL, due_at TEXT NOT NULL,
    query_code TEXT NOT NULL, submitted_at TEXT NOT NULL, updated_at TEXT NOT NULL, etag INTEGER NOT NULL,
    changed INTEGER NOT NULL, UNIQUE (person, client_key)
);
CREATE INDEX applications_due ON applications (due_at) WHERE due_at != '';
CREATE INDEX applications_changed ON applications (person, changed);

CREATE TABLE events (
    application TEXT NOT NULL REFERENCES applications (id), seq INTEGER NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL,
    raw TEXT NOT NULL, note TEXT NOT NULL, staff TEXT NOT NULL, PRIMARY KEY (application, seq)
);
CREATE TABLE supplements (
    id TEXT PRIMARY KEY, application TEXT NOT NULL REFERENCES applications (id), due TEXT NOT NULL, items TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '', answer_key TEXT NOT NULL DEFAULT ''
);

CREATE TABLE documents (
    row INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, person TEXT NOT NULL, service TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE ratings (id TEXT PRIMARY KEY, person TEXT NOT NULL, body TEXT NOT NULL, made_at TEXT NOT NULL);
CREATE TABLE appointments (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, office TEXT NOT NULL, slot TEXT NOT NULL, ticket TEXT NOT NULL,
    state TEXT NOT NULL, service TEXT NOT NULL
);

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, deed TEXT NOT NULL, person TEXT NOT NULL, staff TEXT NOT NULL,
    subject TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST,)
