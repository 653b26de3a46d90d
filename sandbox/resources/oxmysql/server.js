// Behaves as oxmysql 2.14.1 does for the resources that call it, oddities included.
(() => {
  const mysql = require('mysql2');
  const self = GetCurrentResourceName();

  const reconnectDelay = 30_000;
  const transactionLimit = 30_000;
  const isolationLevels = ['', 'REPEATABLE READ', 'READ COMMITTED', 'READ UNCOMMITTED', 'SERIALIZABLE'];

  // ---- connection ------------------------------------------------------------------------------------------------

  const typed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  };

  const readPairs = (text, separator) => {
    const pairs = {};
    for (const pair of text.split(separator)) {
      const at = pair.indexOf('=');
      if (at > 0) pairs[pair.slice(0, at).trim()] = typed(pair.slice(at + 1).trim());
    }
    return pairs;
  };

  const aliases = {
    host: ['server', 'data source', 'addr', 'address'],
    user: ['uid', 'user id', 'userid', 'user name', 'username'],
    password: ['pwd', 'pass'],
    database: ['db', 'initial catalog'],
  };

  /** The two forms oxmysql knows; the password of an address is taken as it is written, up to the first colon. */
  const parseConnectionString = (text) => {
    if (text.startsWith('mysql://')) {
      const match = /^mysql:\/\/(?:([^/?#]*)@)?([^/?#:@]+)(?::(\d+))?(?:\/([^/?#]*))?(?:\?([^#]*))?$/.exec(text);
      if (!match) return null;
      const [, access = '', host, port, database, extra = ''] = match;
      const [user, password] = access.split(':');
      return { ...readPairs(extra, '&'), user, password, host, port: port ? Number(port) : 3306, database };
    }
    if (!text.includes('=') || text.includes('://')) return null;
    const settings = {};
    for (const [key, value] of Object.entries(readPairs(text, ';'))) {
      const found = Object.keys(aliases).find((name) => aliases[name].includes(key.toLowerCase()));
      settings[found ?? key] = found ? String(value) : value;
    }
    return settings;
  };

  const settings = parseConnectionString(GetConvar('mysql_connection_string', ''));
  const named = settings?.namedPlaceholders !== false;
  const isolation = isolationLevels[GetConvarInt('mysql_transaction_isolation_level', 2)] || 'READ COMMITTED';
  const slowQuery = GetConvarInt('mysql_slow_query_warning', 200);
  const manyRows = GetConvarInt('mysql_resultset_warning', 1000);

  let pool = null;
  let connected = false;
  let stopped = false;
  const waiting = [];
  const sockets = new Set();

  // The answer of a socket drains this resource's promises on the real server; here a tick of its own does.
  const drain = () => ScheduleResourceTick(self);

  const createPool = () => {
    const { namedPlaceholders: _own, ...driver } = settings;
    const created = mysql.createPool({
      connectionLimit: 10,
      connectTimeout: 60_000,
      supportBigNumbers: true,
      jsonStrings: true,
      ...driver,
    });
    created.on('connection', (connection) => {
      sockets.add(connection);
      // Without SESSION it holds for the next transaction of this connection only; oxmysql sends it just so.
      connection.query(`SET TRANSACTION ISOLATION LEVEL ${isolation}`, () => {});
      connection.on('end', () => sockets.delete(connection));
      connection.on('error', () => sockets.delete(connection));
    });
    return created;
  };

  const connect = () => {
    const attempt = createPool();
    const release = holdClock();
    attempt.getConnection((error, connection) => {
      release();
      if (stopped) return;
      if (error) {
        console.log(`^1Unable to establish a connection to the database (${error.code})! ${error.message}^0`);
        attempt.end(() => {});
        setTimeout(connect, reconnectDelay);
        return;
      }
      connection.release();
      pool = attempt;
      connected = true;
      console.log('^2Database server connection established!^0');
      for (const work of waiting.splice(0)) work();
    });
  };

  const whenConnected = (work) => {
    if (connected) work();
    else waiting.push(work);
  };

  /**
   * Hands a pooled connection over. When the server is away after a first connection and nothing handles it (`lost`),
   * the call is never answered: oxmysql asks for the connection outside its error handling.
   */
  const acquire = (work, lost) =>
    whenConnected(() => {
      ScheduleResourceTick(self);
      pool.getConnection((error, connection) => {
        if (stopped) return;
        if (error) lost?.(error);
        else work(connection);
      });
    });

  // A stepped clock stands still while a call to this resource is open. An interactive transaction counts as answered
  // once its work has begun, so what follows the work is made a call of its own.
  let held = null;
  exports('sandboxHold', (release) => {
    held = release;
  });
  const holdClock = () => {
    exports[self].sandboxHold(() => {});
    return held;
  };

  on('onResourceStop', (name) => {
    if (name !== self) return;
    stopped = true;
    for (const connection of sockets) connection.destroy();
    if (pool) pool.end(() => {});
  });

  // ---- parameters ------------------------------------------------------------------------------------------------

  const skipped = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`|--[ \t][^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//y;
  const placeholder = /\?\??|[:@]([A-Za-z_]\w*)/y;

  /** Splits SQL at its placeholders, outside quotes and comments: `[text, token, text, …]`. */
  const scan = (sql) => {
    const parts = [];
    let start = 0;
    let at = 0;
    while (at < sql.length) {
      skipped.lastIndex = at;
      if (skipped.test(sql)) {
        at = skipped.lastIndex;
        continue;
      }
      placeholder.lastIndex = at;
      const match = placeholder.exec(sql);
      const inside = match?.[1] !== undefined && /[:@\w]/.test(sql[at - 1] ?? '');
      if (match && !inside) {
        parts.push(sql.slice(start, at), match[0]);
        at = placeholder.lastIndex;
        start = at;
      } else at += match ? match[0].length : 1;
    }
    parts.push(sql.slice(start));
    return parts;
  };

  const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

  const fill = (values, count) => {
    if (values.length > count) throw new Error(`Expected ${count} parameters, but received ${values.length}.`);
    return Array.from({ length: count }, (_, index) => values[index] ?? null);
  };

  /** A Lua table with holes arrives as an object with the keys '1', '3'… */
  const fromNumbered = (object) => {
    const values = [];
    for (const [key, value] of Object.entries(object)) if (Number(key) >= 1) values[Number(key) - 1] = value;
    return Array.from(values);
  };

  /** Text protocol: the driver writes the values into the SQL. */
  const parseText = (sql, params) => {
    if (typeof sql !== 'string') throw new Error(`Expected query to be a string but received ${typeof sql} instead.`);
    if (params !== undefined && params !== null && typeof params !== 'object') {
      throw new Error(`Expected parameters to be an array or object but received ${typeof params} instead.`);
    }
    const parts = scan(sql);
    const tokens = parts.filter((_, index) => index % 2 === 1);
    if (isObject(params) && named && tokens.some((token) => token[0] !== '?')) {
      const values = [];
      const text = parts.map((part, index) => {
        if (index % 2 === 0 || part[0] === '?') return part;
        const name = part.slice(1);
        values.push(params[name] ?? params[part] ?? null);
        return '?';
      });
      return [text.join(''), values];
    }
    const values = isObject(params) ? fromNumbered(params) : (params ?? []);
    return [sql, fill(values, tokens.filter((token) => token[0] === '?').length)];
  };

  /** Binary protocol: one list of values per execution, and every question mark counts, even inside a literal. */
  const parseBinary = (sql, params) => {
    if (typeof sql !== 'string') throw new Error(`Expected query to be a string but received ${typeof sql} instead.`);
    const count = sql.split('?').length - 1;
    let sets = params ?? [];
    if (isObject(sets)) sets = [fromNumbered(sets)];
    else if (sets.length === 0) sets = [[]];
    else if (!sets.every(Array.isArray)) {
      const batch = sets.every((value) => typeof value === 'object');
      // A null in such a list ends with "Cannot convert undefined or null to object", as it does there.
      sets = batch ? sets.map((value) => Object.entries(value) && fromNumbered(value)) : [sets];
    }
    // A list meant for `IN (?)` is no batch: it becomes one text value and matches nothing.
    if (sets.length <= count && sets.some((values) => values.length > count)) sets = [sets];
    return sets.map((values) => fill(values, count));
  };

  // ---- results ---------------------------------------------------------------------------------------------------

  const textValue = (field, next) => {
    switch (field.type) {
      case 'DATETIME':
      case 'DATETIME2':
      case 'TIMESTAMP':
      case 'TIMESTAMP2':
      case 'NEWDATE': {
        const text = field.string();
        return text === null ? null : new Date(text).getTime();
      }
      case 'DATE': {
        const text = field.string();
        return text === null ? null : new Date(`${text} 00:00:00`).getTime();
      }
      case 'TINY':
        return field.length === 1 ? field.string() === '1' : next();
      case 'BIT':
        return field.length === 1 ? field.buffer()?.[0] === 1 : next();
      case 'TINY_BLOB':
      case 'MEDIUM_BLOB':
      case 'LONG_BLOB':
      case 'BLOB': {
        const value = next();
        return ArrayBuffer.isView(value) ? Array.from(value) : value;
      }
      default:
        return next();
    }
  };

  const { BIT, DATE, DATETIME, TIMESTAMP, NEWDATE, TINY_BLOB, MEDIUM_BLOB, LONG_BLOB, BLOB } = mysql.Types;
  const dates = new Set([DATE, DATETIME, TIMESTAMP, NEWDATE]);
  const bytes = new Set([BIT, TINY_BLOB, MEDIUM_BLOB, LONG_BLOB, BLOB]);

  const castBinary = (rows, fields) => {
    if (!Array.isArray(rows) || !fields) return rows;
    for (const { name, columnType } of fields) {
      for (const row of rows) {
        const value = row[name];
        if (dates.has(columnType) && value !== null) row[name] = value.getTime();
        else if (bytes.has(columnType) && ArrayBuffer.isView(value)) row[name] = Array.from(value);
      }
    }
    return rows;
  };

  const firstRow = (rows) => (Array.isArray(rows) ? (rows[0] ?? null) : null);
  const firstColumn = (row) => (row ? (Object.values(row)[0] ?? null) : null);

  const shapes = {
    query: (result) => result,
    single: firstRow,
    scalar: (result) => firstColumn(firstRow(result)),
    insert: (result) => result?.insertId ?? null,
    update: (result) => result?.affectedRows ?? null,
  };

  /** `prepare` looks at the text before the first space only. */
  const prepared = (sql, result) => {
    switch (sql.slice(0, sql.indexOf(' '))) {
      case 'INSERT':
        return result.insertId ?? null;
      case 'UPDATE':
      case 'DELETE':
        return result.affectedRows ?? null;
      case 'SELECT': {
        if (result.length > 1) return result;
        const row = firstRow(result);
        return row && Object.keys(row).length === 1 ? firstColumn(row) : row;
      }
      default:
        return null;
    }
  };

  // ---- reports ---------------------------------------------------------------------------------------------------

  const answer = (callback, ...values) => {
    if (stopped || typeof callback !== 'function') return;
    try {
      callback(...values);
    } catch (error) {
      console.log(`^1${error instanceof Error ? error.message : error}^0`);
    }
  };

  /** Without `isPromise` nobody is told: the callback of a failed query is never called. */
  const fail = (caller, error, sql, params) => {
    if (stopped) return;
    const shown = params === undefined ? '' : `${JSON.stringify(params)}\n`;
    const text = `${caller.resource} was unable to execute a query!\nQuery: ${sql}\n${shown}${error.message}`;
    console.log(`^1${text}^0`);
    emit('oxmysql:error', {
      query: sql,
      parameters: params ?? null,
      message: error.message,
      err: error,
      resource: caller.resource,
    });
    if (caller.isPromise) answer(caller.callback, null, text);
  };

  const watchQuery = (resource, sql, params) => {
    const began = performance.now();
    return (result) => {
      const took = performance.now() - began;
      if (took >= slowQuery) {
        console.log(`^3${resource} took ${took.toFixed(4)}ms to execute a query!\n${sql}\n${JSON.stringify(params)}^0`);
      }
      if (Array.isArray(result) && result.length >= manyRows) {
        console.log(
          `^3${resource} executed a query with an oversized result set (${result.length} results)!\n${sql}^0`,
        );
      }
    };
  };

  // ---- exports ---------------------------------------------------------------------------------------------------

  /** `(query, cb)` is accepted for `(query, params, cb)`. */
  const callerOf = (params, callback, resource, isPromise) => ({
    params: typeof params === 'function' ? undefined : params,
    callback: typeof params === 'function' ? params : callback,
    resource: resource ?? GetInvokingResource() ?? self,
    isPromise: isPromise === true,
  });

  const textMethod = (shape) => (query, params, callback, invokingResource, isPromise) => {
    const caller = callerOf(params, callback, invokingResource, isPromise);
    let sql;
    let values;
    try {
      [sql, values] = parseText(query, caller.params);
    } catch (error) {
      fail(caller, error, query, caller.params ?? []);
      return null;
    }
    acquire((connection) => {
      ScheduleResourceTick(self);
      const measure = watchQuery(caller.resource, sql, values);
      connection.query({ sql, values, typeCast: textValue }, (error, result) => {
        connection.release();
        if (error) {
          fail(caller, error, sql, values);
          return;
        }
        measure(result);
        answer(caller.callback, shape(result));
      });
    });
    return null;
  };

  const binaryMethod = (shape) => (query, params, callback, invokingResource, isPromise) => {
    const caller = callerOf(params, callback, invokingResource, isPromise);
    let sets;
    try {
      sets = parseBinary(query, caller.params);
    } catch (error) {
      fail(caller, error, query);
      return null;
    }
    acquire((connection) => {
      const results = [];
      const next = () => {
        const values = sets[results.length];
        ScheduleResourceTick(self);
        const measure = watchQuery(caller.resource, query, values);
        connection.execute(query, values, (error, result, fields) => {
          if (error) {
            connection.release();
            fail(caller, error, query);
            return;
          }
          measure(result);
          results.push(shape(query, castBinary(result, fields)));
          if (results.length < sets.length) {
            next();
            return;
          }
          connection.release();
          answer(caller.callback, results.length === 1 ? results[0] : results);
        });
      };
      next();
    });
    return null;
  };

  const parseTransaction = (queries, shared) => {
    if (!Array.isArray(queries) || queries.length === 0) {
      throw new Error(`Transaction queries must be array, received '${typeof queries}'.`);
    }
    return queries.map((entry) => {
      if (typeof entry === 'string') return parseText(entry, shared);
      if (Array.isArray(entry)) return parseText(entry[0], entry[1]);
      if (isObject(entry)) return parseText(entry.query, entry.values ?? entry.parameters);
      throw new Error('Transaction queries must be strings, lists or objects.');
    });
  };

  const transaction = (queries, params, callback, invokingResource, isPromise) => {
    const caller = callerOf(params, callback, invokingResource, isPromise);
    let statements;
    try {
      statements = parseTransaction(queries, caller.params);
    } catch (error) {
      fail(caller, error, JSON.stringify(queries), caller.params ?? []);
      return null;
    }
    acquire((connection) => {
      const give = (outcome) => {
        connection.release();
        answer(caller.callback, outcome);
      };
      const undo = (error) => {
        const shown = statements.map(([sql, values]) => `${sql} ${JSON.stringify(values)}`).join('\n');
        console.log(`^1${caller.resource} was unable to complete a transaction!\n${shown}\n${error.message}^0`);
        emit('oxmysql:transaction-error', {
          query: shown,
          parameters: caller.params ?? null,
          message: error.message,
          err: error,
          resource: caller.resource,
        });
        connection.rollback(() => give(false));
      };
      const step = (index) => {
        if (index === statements.length) {
          connection.commit((error) => (error ? undo(error) : give(true)));
          return;
        }
        const [sql, values] = statements[index];
        ScheduleResourceTick(self);
        connection.query({ sql, values, typeCast: textValue }, (error) => (error ? undo(error) : step(index + 1)));
      };
      connection.beginTransaction((error) => (error ? undo(error) : step(0)));
    });
    return null;
  };

  const startTransaction = (work, invokingResource) => {
    const resource = typeof invokingResource === 'string' ? invokingResource : (GetInvokingResource() ?? self);
    console.log(`^3${resource} uses startTransaction: it is experimental and may receive breaking changes.^0`);
    return new Promise((resolve, reject) => {
      const settle = (how, value) => {
        how(value);
        drain();
      };
      acquire(
        (connection) => {
          connection.beginTransaction((error) => {
            if (error) {
              connection.release();
              console.log(`^1${resource} was unable to complete a transaction!\n${error.message}^0`);
              settle(resolve, false);
              return;
            }
            runWork(connection);
          });
        },
        (error) => settle(reject, new Error(error.message)),
      );

      const runWork = (connection) => {
        let closed = false;
        let expired = false;
        const timer = setTimeout(() => {
          expired = true;
        }, transactionLimit);

        const query = (text, params) =>
          new Promise((done, refuse) => {
            if (expired || closed)
              throw new Error(`Transaction has timed out after ${transactionLimit / 1000} seconds.`);
            const [sql, values] = parseText(text, params);
            ScheduleResourceTick(self);
            connection.query({ sql, values, typeCast: textValue }, (error, result) => {
              if (error) settle(refuse, new Error(`Query: ${sql}\n${JSON.stringify(values)}\n${error.message}`));
              else settle(done, result);
            });
          });

        const finish = (outcome, error) => {
          clearTimeout(timer);
          closed = true;
          if (error !== undefined) {
            const message = error instanceof Error ? error.message : String(error);
            console.log(`^1${resource} was unable to complete a transaction!\n${message}^0`);
          }
          const release = holdClock();
          if (outcome === false || expired || error !== undefined) {
            connection.rollback(() => {
              connection.release();
              settle(resolve, false);
              answer(release);
            });
            return;
          }
          // COMMIT is sent and not waited for: `true` may come before the rows are visible, and its failure is lost.
          connection.commit(() => answer(release));
          connection.release();
          resolve(true);
        };

        let returned;
        try {
          returned = work(query);
        } catch (error) {
          finish(false, error);
          return;
        }
        // Only a promise of this context is waited for; anything else commits at once.
        if (returned instanceof Promise)
          returned.then(
            (outcome) => finish(outcome),
            (error) => finish(false, error),
          );
        else finish(returned);
      };
    });
  };

  const rowsMethod = binaryMethod((_sql, result) => result);
  const methods = {
    query: textMethod(shapes.query),
    single: textMethod(shapes.single),
    scalar: textMethod(shapes.scalar),
    insert: textMethod(shapes.insert),
    update: textMethod(shapes.update),
    execute: textMethod(shapes.query),
    fetch: textMethod(shapes.query),
    prepare: binaryMethod(prepared),
    rawExecute: rowsMethod,
    transaction,
  };

  for (const [name, method] of Object.entries(methods)) {
    const promised = (query, params, invokingResource) => {
      const resource = typeof invokingResource === 'string' ? invokingResource : (GetInvokingResource() ?? self);
      return new Promise((resolve, reject) => {
        const done = (result, error) => {
          // A rejection crosses to another resource as its message.
          if (error) reject(new Error(error));
          else resolve(result);
          drain();
        };
        method(query, params, done, resource, true);
      });
    };
    exports(name, method);
    exports(`${name}_async`, promised);
    exports(`${name}Sync`, promised);
  }

  const isReady = () => connected;
  const awaitConnection = () =>
    new Promise((resolve) => {
      whenConnected(() => {
        resolve(true);
        drain();
      });
    });
  for (const suffix of ['', '_async', 'Sync']) {
    exports(`isReady${suffix}`, isReady);
    exports(`awaitConnection${suffix}`, awaitConnection);
    exports(`startTransaction${suffix}`, startTransaction);
  }

  if (settings) connect();
  else console.log('^1mysql_connection_string is missing or not understood: no query will be answered.^0');
})();
