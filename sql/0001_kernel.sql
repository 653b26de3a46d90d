-- One row per person, keyed by the licence behind the characters: it survives the loss of a character.
-- A client is an account with client_since; staff have one as soon as they open the tablet.
CREATE TABLE IF NOT EXISTS atelier_account (
  id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  person_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  display_name VARCHAR(80) NOT NULL,
  client_since BIGINT UNSIGNED NULL,
  consent_version INT UNSIGNED NULL,
  consent_at BIGINT UNSIGNED NULL,
  open_requests INT UNSIGNED NOT NULL DEFAULT 0,
  created_at BIGINT UNSIGNED NOT NULL,
  version INT UNSIGNED NOT NULL DEFAULT 0,
  head CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  stamp VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (id),
  UNIQUE KEY person (person_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Contact details lie apart, so that erasing a person is deleting a row.
CREATE TABLE IF NOT EXISTS atelier_contact (
  account_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  last_name VARCHAR(60) NOT NULL,
  first_name VARCHAR(60) NOT NULL,
  email VARCHAR(190) NOT NULL,
  email_key VARCHAR(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  phone VARCHAR(30) NOT NULL,
  PRIMARY KEY (account_id),
  UNIQUE KEY email (email_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- One row per command: what happened, in the exact bytes that its hash covers. The unique key makes a command happen once.
CREATE TABLE IF NOT EXISTS atelier_event (
  subject_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  seq INT UNSIGNED NOT NULL,
  kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  command_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  at BIGINT UNSIGNED NOT NULL,
  body TEXT NOT NULL,
  hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, seq),
  UNIQUE KEY command (actor_id, command_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Free text of an event: the event itself holds only a digest of salt and text.
CREATE TABLE IF NOT EXISTS atelier_text (
  id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  seq INT UNSIGNED NOT NULL,
  salt CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text MEDIUMTEXT NOT NULL,
  PRIMARY KEY (id),
  KEY subject (subject_kind, subject_id, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Numbers that people read aloud (the reference of a request): one row per name.
CREATE TABLE IF NOT EXISTS atelier_counter (
  name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  value INT UNSIGNED NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- What was typed and not sent: the last writer wins by the page's own counter.
CREATE TABLE IF NOT EXISTS atelier_draft (
  account_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  place VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  counter BIGINT UNSIGNED NOT NULL,
  body MEDIUMTEXT NOT NULL,
  saved_at BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (account_id, place)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
