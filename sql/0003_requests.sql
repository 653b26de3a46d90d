CREATE TABLE IF NOT EXISTS atelier_request (
  id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reference VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  client_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  assignee_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  title VARCHAR(160) NOT NULL,
  description TEXT NOT NULL,
  salt CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  held_from VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  line_count INT UNSIGNED NOT NULL,
  listed_total BIGINT UNSIGNED NULL,
  created_at BIGINT UNSIGNED NOT NULL,
  changed_at BIGINT UNSIGNED NOT NULL,
  version INT UNSIGNED NOT NULL,
  head CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  stamp VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (id),
  UNIQUE KEY reference (reference),
  KEY newest (created_at, id),
  KEY newest_of_client (client_id, created_at, id),
  KEY newest_of_status (status, created_at, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- A line keeps the service as it was when the request was submitted.
CREATE TABLE IF NOT EXISTS atelier_request_line (
  request_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  position INT UNSIGNED NOT NULL,
  id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  service_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name TEXT NOT NULL,
  form MEDIUMTEXT NOT NULL,
  answers MEDIUMTEXT NOT NULL,
  salt CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  listed_price INT UNSIGNED NULL,
  state VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (request_id, position),
  UNIQUE KEY id (id),
  KEY service (service_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
