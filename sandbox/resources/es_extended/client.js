// biome-ignore-all lint/correctness/noComponentHookFactories: these are the names of ESX, there is no React here.
// The client half of the ESX stand-in: asks to be loaded, keeps ESX.PlayerData, spawns, shows notifications.
(() => {
  const multicharacter = GetConvar('sandbox_multicharacter', 'false') === 'true';
  const askToJoin = () => emitNet(multicharacter ? 'esx_multicharacter:SetupCharacters' : 'esx:onPlayerJoined');

  let playerData = {};
  let playerLoaded = false;
  let requests = 0;
  const answers = new Map();

  const setPlayerData = (key, value) => {
    const last = playerData[key];
    playerData[key] = value;
    if (key !== 'inventory' && key !== 'loadout') emit('esx:setPlayerData', key, value, last);
  };

  const showNotification = (message, type, length, title, position) => {
    if (GetResourceState('esx_notify') === 'started') {
      exports.esx_notify.Notify(type ?? 'info', length ?? 5000, message, title ?? 'New Notification', position);
      return;
    }
    emit('sandbox:notification', { message, type: type ?? 'info', title: title ?? 'New Notification' });
  };

  const waiting = setInterval(() => {
    if (!NetworkIsPlayerActive(PlayerId())) return;
    clearInterval(waiting);
    askToJoin();
  }, 100);

  onNet('esx:playerLoaded', (data) => {
    playerData = data;
    playerLoaded = true;
    emit('esx:onPlayerSpawn');
    emitNet('esx:onPlayerSpawn');
  });

  onNet('esx:onPlayerLogout', () => {
    playerLoaded = false;
    // There the player chooses among his characters; here the host has chosen.
    if (multicharacter) askToJoin();
  });

  on('esx:onPlayerSpawn', () => {
    setPlayerData('ped', PlayerPedId());
    setPlayerData('dead', false);
  });
  on('esx:onPlayerDeath', () => {
    setPlayerData('ped', PlayerPedId());
    setPlayerData('dead', true);
  });

  // ESX learns of a death from a game event; an ambulance resource announces the spawn that ends it.
  setInterval(() => {
    if (!playerLoaded) return;
    const dead = Boolean(IsEntityDead(PlayerPedId()));
    if (dead === Boolean(playerData.dead)) return;
    if (!dead) {
      emit('esx:onPlayerSpawn');
      return;
    }
    const data = { killedByPlayer: false, deathCause: 0 };
    emit('esx:onPlayerDeath', data);
    emitNet('esx:onPlayerDeath', data);
  }, 200);

  onNet('esx:setJob', (job) => setPlayerData('job', job));
  onNet('esx:setGroup', (group) => setPlayerData('group', group));
  onNet('esx:setMaxWeight', (weight) => setPlayerData('maxWeight', weight));
  onNet('esx:updatePlayerData', (key, value) => setPlayerData(key, value));
  onNet('esx:setAccountMoney', (account) => {
    setPlayerData(
      'accounts',
      (playerData.accounts ?? []).map((known) => (known.name === account.name ? account : known)),
    );
  });
  for (const name of ['esx:addInventoryItem', 'esx:removeInventoryItem']) {
    onNet(name, (item, count) => {
      for (const entry of playerData.inventory ?? []) if (entry.name === item) entry.count = count;
    });
  }
  onNet('esx:registerSuggestions', () => {});
  onNet('esx:showNotification', showNotification);
  onNet('esx:executeCommand', (command) => ExecuteCommand(command));

  onNet('esx:serverCallback', (requestId, _invoker, ...values) => {
    const answer = answers.get(requestId);
    answers.delete(requestId);
    answer?.(...values);
  });
  const triggerServerCallback = (name, callback, ...values) => {
    requests += 1;
    answers.set(requests, callback);
    emitNet('esx:triggerServerCallback', name, requests, GetInvokingResource() ?? 'unknown', ...values);
  };

  const functions = {
    IsPlayerLoaded: () => playerLoaded,
    GetPlayerData: () => playerData,
    SetPlayerData: setPlayerData,
    ShowNotification: showNotification,
    TriggerServerCallback: triggerServerCallback,
    GetConfig: (key) => (key === 'Multichar' ? multicharacter : undefined),
  };

  exports('getSharedObject', () => ({ ...functions, PlayerData: playerData, PlayerLoaded: playerLoaded }));
  on('esx:getSharedObject', (give) => give({ ...functions, PlayerData: playerData, PlayerLoaded: playerLoaded }));
  for (const name of ['IsPlayerLoaded', 'GetPlayerData', 'ShowNotification']) exports(name, functions[name]);
})();
