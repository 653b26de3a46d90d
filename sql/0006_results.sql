-- Every published revision of a request's result is kept. body: JSON that the schema in shared/features/requests checks.
CREATE TABLE IF NOT EXISTS atelier_result (
  request_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  revision INT UNSIGNED NOT NULL,
  author_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  body MEDIUMTEXT NOT NULL,
  salt CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  at BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (request_id, revision)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- What the client says about the result or one line of it, and the studio's answers (reply_to).
CREATE TABLE IF NOT EXISTS atelier_comment (
  id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  line_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  reply_to CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  author_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  side VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text TEXT NOT NULL,
  salt CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  rating TINYINT UNSIGNED NULL,
  at BIGINT UNSIGNED NOT NULL,
  edited_at BIGINT UNSIGNED NULL,
  hidden TINYINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  KEY of_request (request_id, at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
