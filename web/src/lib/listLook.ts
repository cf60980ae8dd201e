import { useLocalStorage } from "@mantine/hooks";
import { type Density, type ListLook, type Patch, readLook } from "./look.ts";
import { present } from "./search.ts";

// Apart from `look.ts`, which is read with every address, before any page.
type Kept = Pick<ListLook, "columns" | "density">;

interface Options {
  list: string;
  search: ListLook;
  all: readonly string[];
  /** The columns where nothing was chosen. */
  standard: readonly string[];
  /** The column with the name, which always shows. */
  main: string;
  onSearch: (patch: Patch<Kept>) => void;
}

/** Columns and density of a list: from its address, else from its view, else as this device last had them. */
export function useListLook({ list, search, all, standard, main, onSearch }: Options) {
  const [kept, keep] = useLocalStorage<Kept>({
    key: `look:${list}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const look = search.view ? search : { ...readLook({ ...kept }, all), ...search };
  const named = look.columns?.split(",") ?? standard;
  const shown = named.includes(main) ? named : [main, ...named];
  const change = (patch: Patch<Kept>) => {
    // A view is everybody's who opens it; what this device remembers is only the list without one.
    if (!search.view) keep(present({ ...kept, ...patch }));
    onSearch(patch);
  };
  return {
    shown,
    density: look.density ?? ("comfortable" as const),
    isStandard: shown.join() === standard.join(),
    setColumns: (columns: readonly string[] | null) => change({ columns: columns?.join(",") }),
    setDensity: (density: Density) => change({ density }),
  };
}
