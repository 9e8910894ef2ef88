//! Arguments: visible arrays first, everything else when a term asks for it.

use super::*;

impl Builder {
    pub(super) fn new(random: Random, style: Style) -> Self {
        Self {
            random,
            style,
            classes: Vec::new(),
            arguments: Vec::new(),
            reads: Vec::new(),
            guarded: BTreeSet::new(),
            lengths: BTreeMap::new(),
            helpers: Vec::new(),
            required: Vec::new(),
            aside: false,
            top: Vec::new(),
            bound: BTreeSet::new(),
        }
    }

    pub(super) fn class(&mut self, list: bool) -> usize {
        self.classes.push(Class { lengths: Vec::new(), shapes: Vec::new(), minimum: 0, list });
        self.classes.len() - 1
    }

    pub(super) fn add(&mut self, name: &str, role: Role, axes: &[Extent]) {
        let axes = axes.to_vec();
        self.reads.push(vec![Vec::new(); axes.len()]);
        self.arguments.push(Argument { name: name.to_owned(), role, axes });
    }

    /// One to three arrays of sites of one to three axes, which may share extents, or a flattened lattice; all but the
    /// first may be latent.
    pub(super) fn site_arrays(&mut self) {
        let count = 1 + self.random.weighted(&[10, 8, 1]);
        self.aside = self.random.chance(0.7);
        for place in 0..count {
            let name = ["x", "y", "z"][place];
            let latent = place > 0 && self.random.chance(0.6);
            if place == 0 && self.random.chance(0.08) {
                self.flattened(name);
                continue;
            }
            let rank = 1 + self.random.weighted(&[12, 6, 1]);
            let mut axes = Vec::new();
            for axis in 0..rank {
                let old = self.classes.len();
                // nothing but use says how many latent sites there are, and use may leave that open
                let class = if old > 0 && !latent && self.random.chance(0.4) {
                    self.random.below(old)
                } else {
                    self.class(false)
                };
                let length = |spelling| Integer::Length(name.to_owned(), axis, spelling);
                let (lengths, shapes) = match rank {
                    1 => {
                        (vec![length(LengthSpelling::Len); 2], vec![name.to_owned(), format!("{name}.len()")])
                    }
                    2 => (
                        vec![
                            length(LengthSpelling::Named),
                            length(LengthSpelling::Shape),
                            length(LengthSpelling::Dim),
                        ],
                        vec![format!("{name}.{}()", ["nrows", "ncols"][axis])],
                    ),
                    _ => (
                        vec![length(LengthSpelling::Shape), length(LengthSpelling::Dim)],
                        vec![format!("{name}.shape()[{axis}]")],
                    ),
                };
                // a class has the spellings of all its arrays: they have equal extents
                self.classes[class].lengths.extend(lengths);
                // a model without sites is refused when it is built
                self.classes[class].minimum = 1;
                self.classes[class].shapes.extend(shapes);
                axes.push(Extent::Class(class));
            }
            let domain = self.domain(name, &axes);
            let role = if latent { Role::Latent(domain) } else { Role::Visible(domain) };
            self.add(name, role, &axes);
            self.declared(name, domain, &axes);
        }
    }

    /// `x[r * cols + c]` with `rows` and `cols` given.
    fn flattened(&mut self, name: &str) {
        let (rows, cols) = (self.class(false), self.class(false));
        for (class, size) in [(rows, "rows"), (cols, "cols")] {
            self.classes[class].minimum = 1;
            self.classes[class].lengths.push(Integer::Name(size.to_owned()));
            self.classes[class].shapes.push(size.to_owned());
            self.add(size, Role::Size(Extent::Class(class)), &[]);
        }
        let axes = [Extent::Product(rows, cols)];
        let domain = self.domain(name, &axes);
        self.add(name, Role::Visible(domain), &axes);
        self.declared(name, domain, &axes);
    }

    /// The arrays whose sites may stand anywhere.
    pub(super) fn open_arrays(&self) -> Vec<Argument> {
        let is_open = |a: &&Argument| match a.role {
            Role::Visible(_) => true,
            Role::Latent(_) => !self.aside,
            _ => false,
        };
        self.arguments.iter().filter(is_open).cloned().collect()
    }

    /// One of them.
    pub(super) fn site_array(&mut self) -> Argument {
        let open = self.open_arrays();
        self.random.pick(&open).clone()
    }

    /// A parameter with these extents, an old one or a new one.
    pub(super) fn param(&mut self, axes: &[Extent]) -> String {
        let same: Vec<&Argument> =
            self.arguments.iter().filter(|a| matches!(a.role, Role::Param(_)) && a.axes == axes).collect();
        if !same.is_empty() && self.random.chance(0.5) {
            return self.random.pick(&same).name.clone();
        }
        let square = axes.len() == 2 && axes[0] == axes[1];
        let symmetric = square && self.random.chance(0.5);
        let zero_diagonal = square && self.random.chance(0.3);
        let choices: &[&str] = match axes.len() {
            0 => &["coupling", "field", "mass"],
            1 => &["h", "b", "alpha"],
            2 => &["j", "w", "m"],
            _ => &["tensor"],
        };
        let name = self.argument(choices);
        let positive = !zero_diagonal && self.random.chance(0.15);
        let frozen = self.random.chance(0.04);
        let param = Param { symmetric, zero_diagonal, positive, frozen, shape: None };
        self.add(&name, Role::Param(param), axes);
        name
    }

    /// A new positive parameter with these extents.
    pub(super) fn positive_param(&mut self, axes: &[Extent]) -> String {
        let name = self.argument(&["precision", "rate", "stiffness", "strength"]);
        self.add(&name, Role::Param(Param { positive: true, ..Param::default() }), axes);
        name
    }

    /// Fixed or given numbers with these extents.
    pub(super) fn fixed(&mut self, axes: &[Extent]) -> String {
        let same: Vec<&Argument> = self
            .arguments
            .iter()
            .filter(|a| matches!(a.role, Role::Fixed { .. } | Role::Given) && a.axes == axes)
            .collect();
        if !same.is_empty() && self.random.chance(0.5) {
            return self.random.pick(&same).name.clone();
        }
        if self.random.chance(0.4) {
            let name = self.argument(&["given", "covariate", "noisy"]);
            self.add(&name, Role::Given, axes);
            return name;
        }
        let mask = !axes.is_empty() && self.random.chance(0.4);
        let choices: &[&str] = if mask { &["mask"] } else { &["distance", "offset", "data"] };
        let name = self.argument(choices);
        self.add(&name, Role::Fixed { mask }, axes);
        name
    }

    /// Fixed integers for each of an extent, whose members stay below others.
    pub(super) fn list(&mut self, length: Extent, below: &[Extent]) -> String {
        let same: Vec<&Argument> = self
            .arguments
            .iter()
            .filter(|a| matches!(&a.role, Role::List { below: b, .. } if b == below) && a.axes == [length])
            .collect();
        if !same.is_empty() && self.random.chance(0.7) {
            return self.random.pick(&same).name.clone();
        }
        let view = below.len() == 1 && self.random.chance(0.5);
        let choices: &[&str] = match below.len() {
            1 => &["group", "next", "index"],
            2 => &["edges", "pairs"],
            _ => &["triples"],
        };
        let name = self.argument(choices);
        if let Extent::Class(class) = length {
            self.classes[class].lengths.push(Integer::Length(name.clone(), 0, LengthSpelling::Len));
            if self.classes[class].list {
                self.classes[class].shapes.push(format!("{name}.len()"));
            }
        }
        self.add(&name, Role::List { below: below.to_vec(), view }, &[length]);
        name
    }

    /// Notes how far an axis of an argument is read.
    pub(super) fn reads(&mut self, name: &str, axis: usize, up_to: Option<Reach>) {
        if let Some(place) = self.arguments.iter().position(|a| a.name == name)
            && !self.reads[place][axis].contains(&up_to)
        {
            self.reads[place][axis].push(up_to);
        }
    }

    /// Says `shape = …` for parameters whose extents do not follow from their use, and for some others.
    pub(super) fn shapes(&mut self) {
        for place in 0..self.arguments.len() {
            // an extent follows from use if all reads go up to one and the same length
            let free = |reach: &Reach| reach.through.iter().all(|name| !self.guarded.contains(name));
            let plain = |reads: &Vec<Option<Reach>>| match &reads[..] {
                [Some(first), ..] => {
                    let same = |read: &Option<Reach>| {
                        read.as_ref().is_some_and(|reach| reach.length == first.length && free(reach))
                    };
                    reads.iter().all(same)
                }
                _ => false,
            };
            let needed = !self.reads[place].iter().all(plain) || self.random.chance(0.15);
            let axes = self.arguments[place].axes.clone();
            if !needed || axes.is_empty() || !matches!(self.arguments[place].role, Role::Param(_)) {
                continue;
            }
            let written: Vec<String> = axes.iter().map(|&axis| self.shape(axis)).collect();
            if let Role::Param(param) = &mut self.arguments[place].role {
                param.shape = Some(written);
            }
        }
    }

    fn shape(&mut self, extent: Extent) -> String {
        match extent {
            Extent::Class(class) if self.classes[class].shapes.is_empty() => "hidden".to_owned(),
            Extent::Class(class) => self.random.pick(&self.classes[class].shapes).clone(),
            // `rows * cols`: the lengths of factors are always names
            Extent::Product(a, b) => {
                format!("{} * {}", self.classes[a].shapes[0], self.classes[b].shapes[0])
            }
            Extent::Literal(value) => value.to_string(),
            Extent::Sum { largest, axes: (first, second) } => {
                // the last spelling of a class is an expression, not the name of an array
                let spelled = |class: usize| self.classes[class].shapes.last().cloned().unwrap_or_default();
                let sites = match second {
                    Some(second) => format!("{} * {}", spelled(first), spelled(second)),
                    None => spelled(first),
                };
                format!("1 + {largest} * {sites}")
            }
        }
    }
}
