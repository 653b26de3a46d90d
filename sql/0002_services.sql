-- The price list. Texts and form are JSON that the schema in shared/features/services checks on both sides.
CREATE TABLE IF NOT EXISTS atelier_service (
  id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  price INT UNSIGNED NULL,
  form MEDIUMTEXT NOT NULL,
  active TINYINT UNSIGNED NOT NULL,
  position INT UNSIGNED NOT NULL,
  created_at BIGINT UNSIGNED NOT NULL,
  version INT UNSIGNED NOT NULL DEFAULT 0,
  head CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  stamp VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (id),
  UNIQUE KEY code (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
