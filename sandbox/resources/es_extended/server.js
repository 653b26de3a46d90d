// biome-ignore-all lint/correctness/noComponentHookFactories: these are the names of ESX, there is no React here.
// Behaves as ESX Legacy 1.13 or 1.16 does for the resources that use it (convar sandbox_esx_profile). It is loaded as a
// Lua resource: no value is nil at the receiver, an empty table is a list, and its errors reach nobody.
(() => {
  const self = GetCurrentResourceName();
  const modern = GetConvar('sandbox_esx_profile', '1.16') !== '1.13';
  const multicharacter = ['true', '1', 'yes'].includes(GetConvar('sandbox_multicharacter', 'false'));
  SetConvarReplicated('sandbox_multicharacter', String(multicharacter));

  const config = {
    Locale: GetConvar('esx:locale', 'en'),
    Identifier: GetConvar('esx:identifier', 'license'),
    Multichar: multicharacter,
    Identity: true,
    StartingAccountMoney: { bank: 50_000 },
    AdminGroups: { owner: true, admin: true },
    MaxWeight: 24,
    Accounts: {
      bank: { label: 'Bank', round: true },
      black_money: { label: 'Dirty Money', round: true },
      money: { label: 'Cash', round: true },
    },
    DefaultSpawns: [{ x: 222.2027, y: -864.0162, z: 30.2922, heading: 1 }],
  };
  const saveInterval = 600_000;

  const players = new Map();
  const byIdentifier = new Map();
  const jobs = {};
  const items = {};
  const usableItems = new Map();
  const serverCallbacks = new Map();
  const suggestions = {};

  // ---- Lua ways --------------------------------------------------------------------------------------------------

  /** A table whose keys are exactly 1…n is a list for the receiver. */
  const luaTable = (map) => {
    const keys = [...map.keys()].sort((a, b) => a - b);
    if (keys.every((key, index) => key === index + 1)) return keys.map((key) => map.get(key));
    return Object.fromEntries(map);
  };

  const isTable = (value) => typeof value === 'object' && value !== null;

  /** `json.encode`: an empty table is `[]`. */
  const luaJson = (value) =>
    JSON.stringify(value, (_, part) => (isTable(part) && Object.keys(part).length === 0 ? [] : part));

  /** `json.decode`, with what to use for a NULL or broken column. */
  const parse = (text, fallback) => {
    try {
      return text ? JSON.parse(text) : fallback;
    } catch {
      return fallback;
    }
  };

  /** Tables go to JSON and state as objects, so an empty list read from a column is an empty object again. */
  const asObject = (value) => (Array.isArray(value) && value.length === 0 ? {} : value);

  const round = (value) => Math.floor(value + 0.5);

  // ---- database --------------------------------------------------------------------------------------------------

  const ask = (method, sql, params) =>
    new Promise((resolve, reject) => {
      const done = (result, error) => {
        if (error) reject(new Error(error));
        else resolve(result);
        ScheduleResourceTick(self);
      };
      exports.oxmysql[method](sql, params, done, self, true);
    });

  const prepareTables = async () => {
    const text = LoadResourceFile(self, 'schema.sql').replace(/^--.*$/gm, '');
    for (const statement of text.split(/;\s*$/m)) if (statement.trim()) await ask('query', statement.trim(), []);
    for (const row of await ask('query', 'SELECT name, label, weight, rare, can_remove FROM items', [])) {
      items[row.name] = { label: row.label, weight: row.weight, rare: row.rare === 1, canRemove: row.can_remove === 1 };
    }
    for (const row of await ask('query', 'SELECT name, label, type, whitelisted FROM jobs', [])) {
      jobs[row.name] = { ...row, grades: {} };
    }
    for (const row of await ask('query', 'SELECT * FROM job_grades', [])) {
      if (jobs[row.job_name]) jobs[row.job_name].grades[String(row.grade)] = row;
    }
  };

  let loaded = false;
  const ready = prepareTables().then(() => {
    loaded = true;
    console.log(`ESX Legacy ${modern ? '1.16.0' : '1.13.5'} initialized!`);
    emit('esx:jobsRefreshed');
  });
  ready.catch((error) => console.log(`^1es_extended could not prepare its tables: ${error.message}^0`));

  // ---- players ---------------------------------------------------------------------------------------------------

  const identifierOf = (source) => {
    const found = GetPlayerIdentifierByType(String(source), config.Identifier);
    return found ? found.replace(`${config.Identifier}:`, '') : null;
  };

  const isAdmin = (source) =>
    Boolean(IsPlayerAceAllowed(String(source), 'command')) ||
    GetConvar('sv_lan', 'false') === 'true' ||
    config.AdminGroups[players.get(source)?.group] === true;

  const jobOf = (name, grade) => {
    const job = jobs[name];
    const step = job?.grades[String(grade)];
    if (!step) return null;
    return {
      name: job.name,
      label: job.label,
      type: job.type,
      grade: Number(grade),
      grade_name: step.name,
      grade_label: step.label,
      grade_salary: step.salary,
      onDuty: true,
      skin_male: parse(step.skin_male, {}),
      skin_female: parse(step.skin_female, {}),
    };
  };

  const inventoryOf = (counts) =>
    Object.keys(items)
      .sort()
      .map((name) => ({
        name,
        count: counts[name] ?? 0,
        label: items[name].label,
        weight: items[name].weight,
        usable: usableItems.has(name),
        rare: items[name].rare,
        canRemove: items[name].canRemove,
      }));

  const accountsOf = (money) =>
    Object.keys(config.Accounts).map((name, index) => ({
      name,
      money: money[name] ?? 0,
      label: config.Accounts[name].label,
      round: config.Accounts[name].round,
      index: index + 1,
    }));

  /** 1.13 raises an error, of which a caller in JavaScript learns nothing; 1.16 answers false. */
  const refuse = (message) => {
    if (modern) return false;
    throw new Error(message);
  };

  const createPlayer = (data) => {
    const { source, license } = data;
    const state = Player(source).state;
    const player = {
      source,
      playerId: source,
      identifier: data.identifier,
      license: `license:${license}`,
      ssn: data.ssn,
      name: data.name,
      group: data.group,
      job: data.job,
      accounts: data.accounts,
      inventory: data.inventory,
      loadout: data.loadout,
      coords: data.coords,
      metadata: data.metadata,
      variables: {},
      weight: data.inventory.reduce((sum, item) => sum + item.weight * item.count, 0),
      maxWeight: config.MaxWeight,
      lastPlaytime: Number(data.metadata.lastPlaytime ?? 0),
      paycheckEnabled: true,
      spawned: false,
      admin: isAdmin(source) || config.AdminGroups[data.group] === true,
    };
    const principal = `identifier.${player.license}`;
    const joined = GetGameTimer();

    const tell = (name, ...values) => emitNet(name, source, ...values);
    const account = (name) => player.accounts.find((entry) => entry.name.toLowerCase() === String(name).toLowerCase());
    const item = (name) => player.inventory.find((entry) => entry.name === name);
    const replicateMeta = () => tell('esx:updatePlayerData', 'metadata', player.metadata);

    const move = (change, name, amount, reason) => {
      if (typeof amount !== 'number') {
        return refuse(`Tried To ${change} Account ${name} For Player ${source} To An Invalid Number -> ${amount}`);
      }
      const invalid = Number.isNaN(amount) || (change === 'set' ? amount < 0 : amount <= 0);
      if (invalid || (modern && Math.abs(amount) > Number.MAX_SAFE_INTEGER)) {
        return refuse(`Tried To ${change} Account ${name} For Player ${source} To An Invalid Number -> ${amount}`);
      }
      const found = account(name);
      if (!found) return refuse(`Tried To ${change} Invalid Account ${name} For Player ${source}!`);
      const value = found.round ? round(amount) : amount;
      // Up to 1.15 the balance is not looked at: it may go below zero.
      if (change === 'remove' && modern && found.money < value) return false;
      if (change === 'set') found.money = value;
      else found.money += change === 'add' ? value : -value;
      tell('esx:setAccountMoney', found);
      emit(`esx:${change}AccountMoney`, source, name, value, reason ?? 'Unknown');
      return modern ? true : undefined;
    };

    const moveItem = (name, count, direction) => {
      const entry = item(name);
      if (!entry) return;
      const next = entry.count + direction * round(count);
      if (next < 0) return;
      player.weight += entry.weight * (next - entry.count);
      entry.count = next;
      emit(direction > 0 ? 'esx:onAddInventoryItem' : 'esx:onRemoveInventoryItem', source, entry.name, entry.count);
      tell(direction > 0 ? 'esx:addInventoryItem' : 'esx:removeInventoryItem', entry.name, entry.count);
    };

    const counts = () => Object.fromEntries(player.inventory.filter((i) => i.count > 0).map((i) => [i.name, i.count]));

    const methods = {
      triggerEvent: tell,
      togglePaycheck: (enabled) => {
        player.paycheckEnabled = enabled;
      },
      isPaycheckEnabled: () => player.paycheckEnabled,
      setCoords: (coords) => {
        player.coords = { x: coords.x, y: coords.y, z: coords.z, heading: coords.heading ?? coords.w ?? 0 };
      },
      getCoords: () => player.coords,
      kick: (reason) => DropPlayer(String(source), reason ?? ''),
      getPlayTime: () => player.lastPlaytime + Math.floor((GetGameTimer() - joined) / 1000),
      getIdentifier: () => player.identifier,
      getSSN: () => player.ssn,
      getSource: () => source,
      getPlayerId: () => source,
      getName: () => player.name,
      setName: (name) => {
        player.name = name;
        state.set('name', name, true);
      },
      isAdmin: () => isAdmin(source),

      getGroup: () => player.group,
      setGroup: (group) => {
        const last = player.group;
        ExecuteCommand(`remove_principal ${principal} group.${last}`);
        player.group = group;
        emit('esx:setGroup', source, group, last);
        tell('esx:setGroup', group, last);
        state.set('group', group, true);
        ExecuteCommand(`add_principal ${principal} group.${group}`);
      },

      set: (key, value) => {
        player.variables[key] = value;
        tell('esx:updatePlayerData', 'variables', player.variables);
      },
      get: (key) => player.variables[key],

      getMeta: (index, sub) => {
        if (index === undefined || index === null) return player.metadata;
        if (typeof index !== 'string') throw new Error('xPlayer.getMeta index should be string!');
        const value = player.metadata[index];
        if (sub === undefined || sub === null || !isTable(value)) return value;
        if (typeof sub === 'string') return value[sub];
        return Object.fromEntries(Object.values(sub).map((key) => [key, value[key]]));
      },
      setMeta: (index, value, sub) => {
        if (typeof index !== 'string') throw new Error('xPlayer.setMeta index should be string!');
        if (!['string', 'number', 'object'].includes(typeof value) || value === null) {
          throw new Error(`xPlayer.setMeta ${index} should be number, string or table!`);
        }
        if (sub === undefined || sub === null) player.metadata[index] = value;
        else {
          if (typeof value !== 'string')
            throw new Error(`xPlayer.setMeta ${index} value should be string as a subIndex!`);
          player.metadata[index] = { ...player.metadata[index], [value]: sub };
        }
        replicateMeta();
      },
      clearMeta: (index, subs) => {
        if (typeof index !== 'string') throw new Error('xPlayer.clearMeta index should be string!');
        const value = player.metadata[index];
        if (value === undefined) return;
        if (subs === undefined || subs === null) delete player.metadata[index];
        else if (isTable(value)) for (const sub of isTable(subs) ? Object.values(subs) : [subs]) delete value[sub];
        replicateMeta();
      },

      getAccounts: (minimal) =>
        minimal ? Object.fromEntries(player.accounts.map((entry) => [entry.name, entry.money])) : player.accounts,
      getAccount: account,
      setAccountMoney: (name, amount, reason) => move('set', name, amount, reason),
      addAccountMoney: (name, amount, reason) => move('add', name, amount, reason),
      removeAccountMoney: (name, amount, reason) => move('remove', name, amount, reason),
      getMoney: () => account('money').money,
      setMoney: (amount, reason) => move('set', 'money', amount, reason),
      addMoney: (amount, reason) => move('add', 'money', amount, reason),
      removeMoney: (amount, reason) => move('remove', 'money', amount, reason),

      getJob: () => player.job,
      setJob: (name, grade, onDuty) => {
        const last = player.job;
        const job = jobOf(name, grade);
        if (!job) throw new Error(`Tried to set invalid job ${name} with grade ${grade} for player ${source}`);
        player.job = { ...job, onDuty: onDuty ?? true };
        player.metadata.jobDuty = player.job.onDuty;
        emit('esx:setJob', source, player.job, last);
        tell('esx:setJob', player.job, last);
        state.set('job', player.job, true);
      },

      getInventory: (minimal) => (minimal ? counts() : player.inventory),
      getInventoryItem: item,
      addInventoryItem: (name, count) => moveItem(name, count, 1),
      removeInventoryItem: (name, count) => moveItem(name, count, -1),
      setInventoryItem: (name, count) => {
        const entry = item(name);
        if (entry && count >= 0) moveItem(name, Math.abs(count - entry.count), count > entry.count ? 1 : -1);
      },
      hasItem: (name) => {
        const entry = item(name);
        return entry && entry.count >= 1 ? luaMulti(entry, entry.count) : luaMulti(false, 0);
      },
      canCarryItem: (name, count) =>
        items[name] !== undefined && player.weight + items[name].weight * count <= player.maxWeight,
      getWeight: () => player.weight,
      getMaxWeight: () => player.maxWeight,
      setMaxWeight: (weight) => {
        player.maxWeight = weight;
        tell('esx:setMaxWeight', weight);
      },
      getLoadout: () => player.loadout,

      showNotification: (...values) => tell('esx:showNotification', ...values),
      showAdvancedNotification: (...values) => tell('esx:showAdvancedNotification', ...values),
      showHelpNotification: (...values) => tell('esx:showHelpNotification', ...values),
      executeCommand: (command) => tell('esx:executeCommand', command),
    };
    Object.assign(player, methods);

    ExecuteCommand(`add_principal ${principal} group.${player.group}`);
    state.set('identifier', player.identifier, false);
    state.set('license', player.license, false);
    state.set('job', player.job, true);
    state.set('group', player.group, true);
    state.set('name', player.name, true);
    return player;
  };

  /** What the host says about the character that this player is about to play. */
  const wantedCharacter = (license) => parse(GetConvar(`sandbox_character_${license}`, ''), null) ?? {};

  const newSsn = async () => {
    for (;;) {
      const digits = String(Math.floor(Math.random() * 1e9)).padStart(9, '0');
      const ssn = `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`;
      if (!(await ask('scalar', 'SELECT 1 FROM users WHERE ssn = ?', [ssn]))) return ssn;
    }
  };

  const createRow = async (source, identifier, wanted) => {
    const group = wanted.group ?? (IsPlayerAceAllowed(String(source), 'command') ? 'admin' : 'user');
    const bank = wanted.bank ?? config.StartingAccountMoney.bank;
    await ask(
      'prepare',
      'INSERT INTO users (identifier, ssn, accounts, `group`, firstname, lastname, dateofbirth, sex, height) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [
        identifier,
        await newSsn(),
        luaJson({ bank, black_money: 0, money: 0 }),
        group,
        wanted.firstName ?? null,
        wanted.lastName ?? null,
        wanted.dateofbirth ?? '01/01/1990',
        wanted.sex ?? 'm',
        175,
      ],
    );
  };

  const updateRow = async (identifier, accounts, wanted) => {
    if (wanted.group !== undefined) {
      await ask('update', 'UPDATE users SET `group` = ? WHERE identifier = ?', [wanted.group, identifier]);
    }
    if (wanted.bank !== undefined) {
      const money = { ...asObject(parse(accounts, {})), bank: wanted.bank };
      await ask('update', 'UPDATE users SET accounts = ? WHERE identifier = ?', [luaJson(money), identifier]);
    }
  };

  const columns =
    'accounts, job, job_grade, `group`, position, inventory, skin, loadout, metadata, firstname, lastname, dateofbirth, sex, height, ssn';

  const loadGroup = (group) => {
    if (!group) return 'user';
    return group === 'superadmin' ? 'admin' : group;
  };

  const load = async (source, identifier, license, isNew) => {
    const row = await ask('single', `SELECT ${columns} FROM users WHERE identifier = ?`, [identifier]);
    // Someone may have left while the database answered.
    if (!row || !GetPlayerName(String(source))) return;
    let job = jobOf(row.job, row.job_grade);
    if (!job) {
      console.log(`^3Ignoring invalid job for ${identifier} [job: ${row.job}, grade: ${row.job_grade}]^0`);
      job = jobOf('unemployed', 0);
    }
    const metadata = asObject(parse(row.metadata, {}));
    job.onDuty = metadata.jobDuty ?? true;
    const skin = asObject(parse(row.skin, { sex: row.sex === 'f' ? 1 : 0 }));
    const identity = row.firstname && row.firstname !== '';
    const player = createPlayer({
      source,
      license,
      identifier,
      ssn: row.ssn,
      name: identity ? `${row.firstname} ${row.lastname}` : GetPlayerName(String(source)),
      group: loadGroup(row.group),
      job,
      accounts: accountsOf(asObject(parse(row.accounts, {}))),
      inventory: inventoryOf(asObject(parse(row.inventory, {}))),
      loadout: Object.values(parse(row.loadout, [])),
      coords: parse(row.position, null) ?? config.DefaultSpawns[0],
      metadata,
    });
    if (identity) {
      const { firstname, lastname, dateofbirth, sex, height } = row;
      Object.assign(player.variables, { firstName: firstname, lastName: lastname, dateofbirth, sex, height });
    }
    players.set(source, player);
    byIdentifier.set(identifier, player);

    emit('esx:playerLoaded', source, player, isNew);
    const shown = {
      identifier,
      ssn: player.ssn,
      license: player.license,
      playerId: source,
      source,
      name: player.name,
      group: player.group,
      job: player.job,
      accounts: player.accounts,
      inventory: player.inventory,
      loadout: player.loadout,
      coords: player.coords,
      metadata: player.metadata,
      variables: player.variables,
      weight: player.weight,
      maxWeight: player.maxWeight,
      money: player.getMoney(),
      ...player.variables,
    };
    emitNet('esx:playerLoaded', source, shown, isNew, skin);
    emitNet('esx:registerSuggestions', source, suggestions);
    console.log(`Player "${player.name}" has connected to the server. ID: ${source}`);
  };

  const onJoined = async (source, slot) => {
    await ready;
    if (players.has(source)) return;
    const license = identifierOf(source);
    if (!license) {
      DropPlayer(String(source), 'There was an error loading your character: no identifier was found.');
      return;
    }
    const identifier = slot ? `${slot}:${license}` : license;
    if (byIdentifier.has(identifier)) {
      DropPlayer(String(source), 'There was an error loading your character: someone plays it already.');
      return;
    }
    const wanted = wantedCharacter(license);
    const accounts = await ask('single', 'SELECT accounts FROM users WHERE identifier = ?', [identifier]);
    if (accounts) await updateRow(identifier, accounts.accounts, wanted);
    else await createRow(source, identifier, wanted);
    await load(source, identifier, license, !accounts);
  };

  const join = (source, slot) => {
    onJoined(source, slot).catch((error) => console.log(`^1Player ${source} could not be loaded: ${error.message}^0`));
  };

  if (multicharacter) {
    on('esx:onPlayerJoined', (source, slot) => join(source, slot));
    // Who is already here saw es_extended stop, and esx_multicharacter with it: nobody starts that one again.
    const leftOut = new Set(getPlayers().map(Number));
    // The part of esx_multicharacter that matters here: the client asks, the character chosen by the host is loaded.
    onNet('esx_multicharacter:SetupCharacters', () => {
      const player = source;
      if (leftOut.has(player)) return;
      const choose = (tries) => {
        // After a logout the former character stays until it is saved.
        if (players.has(player) && tries > 0) setTimeout(() => choose(tries - 1), 50);
        else emit('esx:onPlayerJoined', player, `char${wantedCharacter(identifierOf(player)).slot ?? 1}`);
      };
      choose(200);
    });
  } else {
    onNet('esx:onPlayerJoined', () => join(source, null));
  }

  onNet('esx:onPlayerSpawn', () => {
    const player = players.get(source);
    if (player) player.spawned = true;
  });

  RegisterNetEvent('esx:onPlayerDeath');

  // ---- saves -----------------------------------------------------------------------------------------------------

  const saveSql =
    'UPDATE `users` SET `accounts` = ?, `job` = ?, `job_grade` = ?, `group` = ?, `position` = ?, `inventory` = ?, `loadout` = ?, `metadata` = ? WHERE `identifier` = ?';

  const saveValues = (player) => [
    luaJson(player.getAccounts(true)),
    player.job.name,
    player.job.grade,
    player.group,
    luaJson(player.coords),
    luaJson(player.getInventory(true)),
    luaJson(player.loadout),
    luaJson(player.metadata),
    player.identifier,
  ];

  /** Asks without `isPromise`: when the save fails nothing follows, and the player stays in the list. */
  const savePlayer = (player, done) => {
    if (!player.spawned) {
      done?.();
      return;
    }
    player.metadata.lastPlaytime = player.getPlayTime();
    exports.oxmysql.prepare(saveSql, saveValues(player), (affected) => {
      if (affected === 1) {
        console.log(`Saved player "${player.name}"`);
        emit('esx:playerSaved', player.source, player);
      }
      done?.();
    });
  };

  const savePlayers = (done) => {
    const batch = [...players.values()].filter((player) => player.spawned);
    if (batch.length === 0) {
      done?.();
      return;
    }
    for (const player of batch) player.metadata.lastPlaytime = player.getPlayTime();
    exports.oxmysql.prepare(saveSql, batch.map(saveValues), (result) => {
      if (result === null || result === undefined) return;
      if (modern) for (const player of batch) emit('esx:playerSaved', player.source, player);
      console.log(`Saved ${batch.length} player(s)`);
      done?.();
    });
  };

  setInterval(() => savePlayers(), saveInterval);

  const drop = (source, reason, done) => {
    const player = players.get(source);
    if (!player) {
      done?.();
      return;
    }
    emit('esx:playerDropped', source, reason);
    byIdentifier.delete(player.identifier);
    savePlayer(player, () => {
      players.delete(source);
      done?.();
    });
  };

  on('playerDropped', (reason) => drop(source, reason));
  on('esx:playerLogout', (playerId, done) => {
    drop(playerId, 'esx_player_logout', done);
    emitNet('esx:onPlayerLogout', playerId);
  });
  on('txAdmin:events:serverShuttingDown', () => savePlayers());
  on('txAdmin:events:scheduledRestart', (data) => {
    if (data?.secondsRemaining === 60) setTimeout(() => savePlayers(), 50_000);
  });

  // ---- callbacks, items, commands --------------------------------------------------------------------------------

  const registerServerCallback = (name, callback) => {
    serverCallbacks.set(name, { callback, resource: GetInvokingResource() ?? self });
  };

  onNet('esx:triggerServerCallback', (name, requestId, invoker, ...values) => {
    const player = source;
    const entry = serverCallbacks.get(name);
    if (!entry) {
      console.log(`^1Server Callback not registered, name: ${name}, invoker resource: ${invoker}^0`);
      return;
    }
    const give = (...results) => emitNet('esx:serverCallback', player, requestId, invoker, ...results);
    entry.callback(player, give, ...values);
  });

  on('onResourceStop', (name) => {
    for (const [key, entry] of serverCallbacks) if (entry.resource === name) serverCallbacks.delete(key);
  });

  registerServerCallback('esx:isUserAdmin', (playerId, give) => give(isAdmin(playerId)));

  const applyItem = (playerId, name, ...values) => {
    const callback = usableItems.get(name);
    if (!callback) return;
    try {
      callback(playerId, name, ...values);
    } catch (error) {
      console.log(`^3An error occured when using item ${name}! Was not caused by ESX. ${error.message}^0`);
    }
  };

  onNet('esx:useItem', (name) => {
    const player = players.get(source);
    if ((player?.getInventoryItem(name)?.count ?? 0) > 0) applyItem(source, name);
    else player?.showNotification('Impossible action');
  });

  const readArgument = (kind, text, caller) => {
    if (kind === 'number') return Number.isNaN(Number(text)) || text === undefined ? null : Number(text);
    if (kind === 'player' || kind === 'playerId') {
      const id = text === 'me' ? caller : Number(text);
      if (!players.has(id)) return null;
      return kind === 'player' ? players.get(id) : id;
    }
    if (kind === 'string') return text === undefined || !Number.isNaN(Number(text)) ? null : text;
    return text ?? null;
  };

  const registerCommand = (names, group, callback, allowConsole, suggestion) => {
    for (const name of Array.isArray(names) ? names : [names]) {
      const wanted = suggestion?.arguments ?? [];
      if (suggestion) suggestions[name] = { suggestion };
      RegisterCommand(
        name,
        (caller, words) => {
          const player = players.get(caller);
          const report = (message) => {
            if (player) player.showNotification(message);
            else console.log(`^3[WARNING] ${message}^0`);
          };
          if (caller === 0 && !allowConsole) {
            report('This command cannot be run from the console');
            return;
          }
          const values = {};
          for (const [index, argument] of wanted.entries()) {
            const value = readArgument(argument.type, words[index], caller);
            if (value === null && suggestion.validate !== false) {
              report(`Argument #${index + 1} of /${name} is not a valid ${argument.type}`);
              return;
            }
            values[argument.name] = value ?? undefined;
          }
          callback(player ?? false, values, report);
        },
        true,
      );
      for (const allowed of Array.isArray(group) ? group : [group]) {
        ExecuteCommand(`add_ace group.${allowed} command.${name} allow`);
      }
    }
  };

  const target = { name: 'playerId', help: 'Player', type: 'player' };
  registerCommand(
    'setgroup',
    'admin',
    (_player, { playerId, group }) => playerId.setGroup(group === 'superadmin' ? 'admin' : group),
    true,
    {
      help: 'Set a player group',
      validate: true,
      arguments: [target, { name: 'group', help: 'Group', type: 'string' }],
    },
  );
  registerCommand('setjob', 'admin', (_player, { playerId, job, grade }) => playerId.setJob(job, grade), true, {
    help: 'Set a player job',
    validate: true,
    arguments: [target, { name: 'job', help: 'Job', type: 'string' }, { name: 'grade', help: 'Grade', type: 'number' }],
  });
  for (const change of ['set', 'add', 'remove']) {
    registerCommand(
      change === 'add' ? 'giveaccountmoney' : `${change}accountmoney`,
      'admin',
      (_player, { playerId, account, amount }) =>
        playerId[`${change}AccountMoney`](account, amount, 'Government Grant'),
      true,
      {
        help: 'Change the money of an account',
        validate: true,
        arguments: [target, { name: 'account', type: 'string' }, { name: 'amount', type: 'number' }],
      },
    );
  }
  registerCommand('save', 'admin', (_player, { playerId }) => savePlayer(playerId), true, {
    help: 'Save a player',
    validate: true,
    arguments: [target],
  });
  registerCommand('saveall', 'admin', () => savePlayers(), true, { help: 'Save all players' });
  registerCommand('group', ['user', 'admin'], (player) => player.showNotification(player.group), false);

  // ---- what other resources see ----------------------------------------------------------------------------------

  const fromId = (source) => players.get(Number(source));
  const fromIdentifier = (identifier) => byIdentifier.get(identifier);

  const extendedPlayers = (key, value, minimal) => {
    const show = (list) => list.map((player) => (minimal ? player.source : player));
    const all = [...players.values()];
    if (key === undefined || key === null) return show(all);
    const field = (player) => (key === 'job' ? player.job.name : player[key]);
    if (!isTable(value)) return show(all.filter((player) => field(player) === value));
    return Object.fromEntries(Object.values(value).map((one) => [one, show(all.filter((p) => field(p) === one))]));
  };

  const getJobs = (type) => {
    if (!loaded) return ready.then(() => getJobs(type));
    return type ? Object.fromEntries(Object.entries(jobs).filter(([, job]) => job.type === type)) : jobs;
  };

  const functions = {
    GetPlayerFromId: fromId,
    GetPlayerFromIdentifier: fromIdentifier,
    GetPlayerIdFromIdentifier: (identifier) => byIdentifier.get(identifier)?.source,
    GetIdentifier: (source) => {
      const identifier = identifierOf(source);
      return identifier === null ? undefined : luaMulti(identifier, 1);
    },
    IsPlayerLoaded: (source) => players.has(Number(source)),
    GetExtendedPlayers: extendedPlayers,
    GetPlayers: () => [...players.keys()],
    GetNumPlayers: () => players.size,
    GetConfig: (key) => (key === undefined || key === null ? config : config[key]),
    GetJobs: getJobs,
    DoesJobExist: (job, grade) => jobOf(job, grade) !== null,
    GetItemLabel: (name) => items[name]?.label,
    RegisterServerCallback: registerServerCallback,
    RegisterUsableItem: (name, callback) => {
      usableItems.set(name, callback);
    },
    UseItem: applyItem,
    RegisterCommand: registerCommand,
    TriggerClientEvent: (name, ids, ...values) => {
      for (const id of Array.isArray(ids) ? ids : [ids]) emitNet(name, id, ...values);
    },
    DiscordLog: () => {},
    DiscordLogFields: () => {},
    Trace: (message) => console.log(message),
  };

  /** The whole table: a copy for whoever asks, with every player in it. */
  const sharedObject = () => ({ ...functions, Players: luaTable(players), Jobs: jobs, Items: items });

  exports('getSharedObject', sharedObject);
  on('esx:getSharedObject', (give) => give(sharedObject()));

  exports('RunStaticPlayerMethod', (source, method, ...values) => {
    const player = players.get(source);
    if (!player) return undefined;
    if (typeof player[method] !== 'function') {
      throw new Error(`Attempted to call invalid method on playerId ${source}: ${method}`);
    }
    return player[method](...values);
  });

  if (modern) {
    exports('SavePlayer', (playerId, done) => {
      const player = players.get(playerId);
      if (player) savePlayer(player, done);
    });
  }
})();
