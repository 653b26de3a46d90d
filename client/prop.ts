const MODEL = 'prop_cs_tablet';
const DICTIONARY = 'amb@code_human_in_bus_passenger_idles@female@tablet@base';
const CLIP = 'base';
const HAND = 60309;
/** Loop, upper body only, second slot: the player may walk. */
const FLAGS = 49;
const ANY_ANIMATION = 3;
const LOADING_MS = 3_000;

/** The tablet in the player's hands. Everything is undone synchronously, since nothing runs after a resource's stop. */
export class Prop {
  #loading: number | null = null;
  #object = 0;
  #ped = 0;

  show(): void {
    this.hide();
    const hash = GetHashKey(MODEL);
    const since = GetGameTimer();
    RequestModel(hash);
    RequestAnimDict(DICTIONARY);
    this.#loading = setTick(() => {
      const loaded = HasModelLoaded(hash) && HasAnimDictLoaded(DICTIONARY);
      if (!loaded && GetGameTimer() - since < LOADING_MS) return;
      this.#stopLoading();
      if (loaded) this.#hold(hash);
      SetModelAsNoLongerNeeded(hash);
      RemoveAnimDict(DICTIONARY);
    });
  }

  hide(): void {
    this.#stopLoading();
    if (this.#ped !== 0 && IsEntityPlayingAnim(this.#ped, DICTIONARY, CLIP, ANY_ANIMATION)) {
      StopAnimTask(this.#ped, DICTIONARY, CLIP, 3);
    }
    this.#ped = 0;
    if (this.#object !== 0 && DoesEntityExist(this.#object)) DeleteEntity(this.#object);
    this.#object = 0;
  }

  #hold(hash: number): void {
    const ped = PlayerPedId();
    this.#ped = ped;
    this.#object = createObject(hash, ped);
    if (this.#object !== 0) {
      const bone = GetPedBoneIndex(ped, HAND);
      AttachEntityToEntity(this.#object, ped, bone, 0.03, 0.002, 0, 10, 160, 0, true, true, false, true, 1, true);
    }
    TaskPlayAnim(ped, DICTIONARY, CLIP, 3, 3, -1, FLAGS, 0, false, false, false);
  }

  #stopLoading(): void {
    if (this.#loading !== null) clearTick(this.#loading);
    this.#loading = null;
  }
}

/** Others see it where the server lets players create objects; elsewhere only the player does. */
function createObject(hash: number, ped: number): number {
  const [x = 0, y = 0, z = 0] = GetEntityCoords(ped, true);
  const shared = CreateObject(hash, x, y, z, true, true, false);
  if (shared !== 0 && DoesEntityExist(shared)) return shared;
  return CreateObject(hash, x, y, z, false, false, false);
}
