-- The tables of an ESX server that other resources meet. Statements end with a semicolon at the end of a line.

CREATE TABLE IF NOT EXISTS `users` (
  `identifier` VARCHAR(60) NOT NULL,
  `ssn` VARCHAR(11) NOT NULL,
  `accounts` LONGTEXT NULL DEFAULT NULL,
  `group` VARCHAR(50) NULL DEFAULT 'user',
  `inventory` LONGTEXT NULL DEFAULT NULL,
  `job` VARCHAR(20) NULL DEFAULT 'unemployed',
  `job_grade` INT NULL DEFAULT 0,
  `loadout` LONGTEXT NULL DEFAULT NULL,
  `metadata` LONGTEXT NULL DEFAULT NULL,
  `position` LONGTEXT NULL DEFAULT NULL,
  `firstname` VARCHAR(16) NULL DEFAULT NULL,
  `lastname` VARCHAR(16) NULL DEFAULT NULL,
  `dateofbirth` VARCHAR(10) NULL DEFAULT NULL,
  `sex` VARCHAR(1) NULL DEFAULT NULL,
  `height` INT NULL DEFAULT NULL,
  `skin` LONGTEXT NULL DEFAULT NULL,
  `status` LONGTEXT NULL DEFAULT NULL,
  `is_dead` TINYINT(1) NULL DEFAULT 0,
  `id` INT NOT NULL AUTO_INCREMENT,
  `disabled` TINYINT(1) NULL DEFAULT 0,
  `last_property` VARCHAR(255) NULL DEFAULT NULL,
  `created_at` TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
  `last_seen` TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `phone_number` VARCHAR(20) NULL DEFAULT NULL,
  `pincode` INT NULL DEFAULT NULL,
  PRIMARY KEY (`identifier`),
  UNIQUE KEY `unique_ssn` (`ssn`),
  UNIQUE KEY `id` (`id`)
);

CREATE TABLE IF NOT EXISTS `jobs` (
  `name` VARCHAR(50) NOT NULL,
  `label` VARCHAR(50) NULL DEFAULT NULL,
  `type` VARCHAR(50) NOT NULL DEFAULT 'civ',
  `whitelisted` TINYINT(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (`name`)
);

CREATE TABLE IF NOT EXISTS `job_grades` (
  `id` INT NOT NULL AUTO_INCREMENT,
  `job_name` VARCHAR(50) NULL DEFAULT NULL,
  `grade` INT NOT NULL,
  `name` VARCHAR(50) NOT NULL,
  `label` VARCHAR(50) NOT NULL,
  `salary` INT NOT NULL,
  `skin_male` LONGTEXT NULL DEFAULT NULL,
  `skin_female` LONGTEXT NULL DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `job_grade` (`job_name`, `grade`)
);

CREATE TABLE IF NOT EXISTS `items` (
  `name` VARCHAR(50) NOT NULL,
  `label` VARCHAR(50) NOT NULL,
  `weight` INT NOT NULL DEFAULT 1,
  `rare` TINYINT NOT NULL DEFAULT 0,
  `can_remove` TINYINT NOT NULL DEFAULT 1,
  PRIMARY KEY (`name`)
);

INSERT IGNORE INTO `jobs` (`name`, `label`, `type`, `whitelisted`) VALUES
  ('unemployed', 'Unemployed', 'civ', 0),
  ('reporter', 'Reporter', 'civ', 0),
  ('police', 'Police', 'leo', 1);

INSERT IGNORE INTO `job_grades` (`job_name`, `grade`, `name`, `label`, `salary`) VALUES
  ('unemployed', 0, 'unemployed', 'Unemployed', 200),
  ('reporter', 0, 'employee', 'Employee', 0),
  ('police', 0, 'recruit', 'Recruit', 20),
  ('police', 1, 'officer', 'Officer', 40);

INSERT IGNORE INTO `items` (`name`, `label`) VALUES
  ('bread', 'Bread'),
  ('phone', 'Phone'),
  ('tablet', 'Tablet'),
  ('water', 'Water');
