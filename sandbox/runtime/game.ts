import { bool, hashOf, type Native, type Natives, number, text } from './native.ts';
import type { ClientState } from './types.ts';

interface GameObject {
  readonly handle: number;
  readonly model: string;
  readonly hash: number;
  attached: boolean;
  alive: boolean;
}

export interface Notification {
  readonly message: string;
  readonly type?: string;
  readonly title?: string;
}

/** As much of the game world as a script of an interface touches: one ped, models, props, one animation, messages. */
export class Game {
  readonly ped: number;
  readonly objects: GameObject[] = [];
  readonly notifications: Notification[] = [];
  readonly sounds: string[] = [];
  animation: { readonly dictionary: string; readonly clip: string; readonly flag: number } | null = null;
  frame = 0;
  #state: ClientState = {};
  #lastHandle = 1000;
  readonly #names = new Map<number, string>();
  /** Frame in which something was asked for; it is there in a later one. */
  readonly #models = new Map<number, number>();
  readonly #dictionaries = new Map<string, number>();
  #message: { readonly entry: string; readonly parts: string[] } | null = null;

  constructor(ped: number) {
    this.ped = ped;
  }

  get state(): ClientState {
    return this.#state;
  }

  set(state: ClientState): void {
    this.#state = { ...this.#state, ...state };
    if (state.dead || state.ragdoll || state.falling) this.animation = null;
  }

  remember(name: unknown): number {
    if (typeof name !== 'string') return number(name) | 0;
    const hash = hashOf(name);
    this.#names.set(hash, name);
    return hash;
  }

  #object(handle: unknown): GameObject | undefined {
    return this.objects.find((object) => object.handle === number(handle) && object.alive);
  }

  #delete(handle: unknown): void {
    const object = this.#object(handle);
    if (!object) return;
    object.alive = false;
    object.attached = false;
  }

  #loaded(frame: number | undefined): 1 | false {
    return bool(frame !== undefined && frame < this.frame);
  }

  #create(model: unknown): number {
    const hash = this.remember(model);
    if (!this.#loaded(this.#models.get(hash))) return 0;
    this.#lastHandle++;
    this.objects.push({
      handle: this.#lastHandle,
      model: this.#names.get(hash) ?? `0x${(hash >>> 0).toString(16)}`,
      hash,
      attached: false,
      alive: true,
    });
    return this.#lastHandle;
  }

  #play(ped: unknown, dictionary: unknown, clip: unknown, flag: unknown): void {
    const name = text(dictionary) ?? '';
    if (number(ped) !== this.ped || this.#state.dead || !this.#loaded(this.#dictionaries.get(name))) return;
    this.animation = { dictionary: name, clip: text(clip) ?? '', flag: number(flag) };
  }

  #plays(dictionary: unknown, clip: unknown): boolean {
    const { animation } = this;
    return animation !== null && animation.dictionary === dictionary && animation.clip === clip;
  }

  #stop(dictionary: unknown, clip: unknown): void {
    if (this.#plays(dictionary, clip)) this.animation = null;
  }

  #show(): void {
    const message = this.#message;
    this.#message = null;
    if (!message) return;
    this.notifications.push({ message: message.parts.join('') || message.entry });
  }

  natives(): Natives {
    const is =
      (key: keyof ClientState): Native =>
      () =>
        bool(this.#state[key] === true);
    const nothing: Native = () => undefined;
    const no: Native = () => false;
    const addText: Native = (part) => {
      this.#message?.parts.push(String(part ?? ''));
    };
    const exists: Native = (entity) => bool(number(entity) === this.ped || this.#object(entity) !== undefined);
    const clear: Native = () => {
      this.animation = null;
    };
    const silent = [
      'AddTextEntry',
      'AnimpostfxPlay',
      'AnimpostfxStop',
      'ClearDrawOrigin',
      'DisableAllControlActions',
      'DisableControlAction',
      'DisablePlayerFiring',
      'DisplayHud',
      'DisplayRadar',
      'EnableAllControlActions',
      'EnableControlAction',
      'FreezeEntityPosition',
      'HideHudAndRadarThisFrame',
      'HideHudComponentThisFrame',
      'NetworkRequestControlOfEntity',
      'PlaySound',
      'RequestNamedPtfxAsset',
      'ResetPedMovementClipset',
      'SetBlockingOfNonTemporaryEvents',
      'SetCurrentPedWeapon',
      'SetEntityAlpha',
      'SetEntityAsMissionEntity',
      'SetEntityAsNoLongerNeeded',
      'SetEntityCollision',
      'SetEntityCompletelyDisableCollision',
      'SetEntityCoords',
      'SetEntityHeading',
      'SetEntityInvincible',
      'SetEntityVisible',
      'SetFrontendActive',
      'SetModelAsNoLongerNeeded',
      'SetNetworkIdCanMigrate',
      'SetNetworkIdExistsOnAllMachines',
      'SetPauseMenuActive',
      'SetPedCanPlayAmbientAnims',
      'SetPedCanPlayGestureAnims',
      'SetPedCanSwitchWeapon',
      'SetPlayerControl',
      'SetTextFont',
      'SetTextScale',
      'SetTimecycleModifier',
      'SetTimecycleModifierStrength',
      'ClearTimecycleModifier',
      'StopSound',
      'TriggerScreenblurFadeIn',
      'TriggerScreenblurFadeOut',
      'ThefeedSetNextPostBackgroundColor',
    ];
    const never = [
      'IsControlEnabled',
      'IsControlJustPressed',
      'IsControlJustReleased',
      'IsControlPressed',
      'IsDisabledControlJustPressed',
      'IsDisabledControlJustReleased',
      'IsDisabledControlPressed',
      'IsEntityInAir',
      'IsPedArmed',
      'IsPedClimbing',
      'IsPedJumping',
      'IsPedShooting',
      'IsPedUsingAnyScenario',
      'IsPedUsingScenario',
      'IsPlayerSwitchInProgress',
      'IsScreenFadedOut',
      'IsScreenFadingIn',
      'IsScreenFadingOut',
      'IsWarningMessageActive',
      'IsCutsceneActive',
      'IsPedGettingIntoAVehicle',
      'IsPedGettingUp',
    ];
    return {
      ...Object.fromEntries(silent.map((name) => [name, nothing])),
      ...Object.fromEntries(never.map((name) => [name, no])),

      GetHashKey: (name) => this.remember(text(name) ?? ''),
      PlayerPedId: () => this.ped,
      GetPlayerPed: () => this.ped,
      GetPedInVehicleSeat: () => (this.#state.inVehicle ? this.ped : 0),
      GetVehiclePedIsIn: () => (this.#state.inVehicle ? 900 : 0),
      IsEntityDead: is('dead'),
      IsPedDeadOrDying: is('dead'),
      IsPedFatallyInjured: is('dead'),
      IsPlayerDead: is('dead'),
      IsPedCuffed: is('cuffed'),
      IsPedRagdoll: is('ragdoll'),
      IsPedFalling: is('falling'),
      IsPedSwimming: is('swimming'),
      IsPedSwimmingUnderWater: is('swimming'),
      IsPedInAnyVehicle: is('inVehicle'),
      IsPedSittingInAnyVehicle: is('inVehicle'),
      IsPauseMenuActive: is('pauseMenu'),
      GetPauseMenuState: () => (this.#state.pauseMenu ? 15 : 0),
      IsScreenFadedIn: () => 1,
      GetEntityHealth: (entity) => (number(entity) === this.ped && !this.#state.dead ? 200 : 0),
      GetSelectedPedWeapon: () => hashOf('weapon_unarmed'),
      GetEntityCoords: () => [222.2027, -864.0162, 30.2922],
      GetEntityHeading: () => 0,
      GetEntityRotation: () => [0, 0, 0],
      GetEntityModel: (entity) => this.#object(entity)?.hash ?? hashOf('mp_m_freemode_01'),
      GetFrameTime: () => 0.016,
      GetFrameCount: () => this.frame,

      IsModelValid: () => 1,
      IsModelInCdimage: () => 1,
      RequestModel: (model) => {
        const hash = this.remember(model);
        if (!this.#models.has(hash)) this.#models.set(hash, this.frame);
      },
      HasModelLoaded: (model) => this.#loaded(this.#models.get(this.remember(model))),
      DoesAnimDictExist: () => 1,
      RequestAnimDict: (name) => {
        const dictionary = text(name) ?? '';
        if (!this.#dictionaries.has(dictionary)) this.#dictionaries.set(dictionary, this.frame);
      },
      HasAnimDictLoaded: (name) => this.#loaded(this.#dictionaries.get(text(name) ?? '')),
      RemoveAnimDict: (name) => {
        this.#dictionaries.delete(text(name) ?? '');
      },

      CreateObject: (model) => this.#create(model),
      CreateObjectNoOffset: (model) => this.#create(model),
      DeleteObject: (entity) => this.#delete(entity),
      DeleteEntity: (entity) => this.#delete(entity),
      DoesEntityExist: exists,
      IsEntityAnObject: (entity) => bool(this.#object(entity) !== undefined),
      IsEntityAttached: (entity) => bool(this.#object(entity)?.attached === true),
      IsEntityAttachedToEntity: (entity) => bool(this.#object(entity)?.attached === true),
      NetworkGetNetworkIdFromEntity: (entity) => number(entity),
      ObjToNet: (entity) => number(entity),
      NetToObj: (id) => number(id),
      AttachEntityToEntity: (entity) => {
        const object = this.#object(entity);
        if (object) object.attached = true;
      },
      DetachEntity: (entity) => {
        const object = this.#object(entity);
        if (object) object.attached = false;
      },
      GetPedBoneIndex: (_ped, bone) => number(bone) % 100,

      TaskPlayAnim: (ped, dictionary, clip, _in, _out, _duration, flag) => this.#play(ped, dictionary, clip, flag),
      IsEntityPlayingAnim: (entity, dictionary, clip) =>
        bool(number(entity) === this.ped && this.#plays(dictionary, clip)),
      StopAnimTask: (_ped, dictionary, clip) => this.#stop(dictionary, clip),
      StopEntityAnim: (_ped, clip, dictionary) => this.#stop(dictionary, clip),
      ClearPedSecondaryTask: clear,
      ClearPedTasks: clear,
      ClearPedTasksImmediately: clear,

      BeginTextCommandThefeedPost: (entry) => {
        this.#message = { entry: text(entry) ?? '', parts: [] };
      },
      SetNotificationTextEntry: (entry) => {
        this.#message = { entry: text(entry) ?? '', parts: [] };
      },
      AddTextComponentSubstringPlayerName: addText,
      AddTextComponentString: addText,
      AddTextComponentInteger: addText,
      EndTextCommandThefeedPostTicker: () => {
        this.#show();
        return this.notifications.length;
      },
      DrawNotification: () => {
        this.#show();
        return this.notifications.length;
      },
      PlaySoundFrontend: (_id, name) => {
        this.sounds.push(text(name) ?? '');
      },
      GetSoundId: () => 1,
      ReleaseSoundId: nothing,
    };
  }
}
