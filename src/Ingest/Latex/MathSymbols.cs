using System.Collections.Frozen;

namespace Papers.Ingest.Latex;

/// <summary>The signs that LaTeX's formulas call by name, and how each stands to what is beside it.</summary>
internal static class MathSymbols
{
    private static readonly FrozenDictionary<string, FormulaPiece> Named = Rows()
        .SelectMany(row => Pairs(row.Pairs).Select(pair => (pair.Name, Piece: new FormulaPiece(pair.Sign, row.Kind))))
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Piece);

    private static readonly FrozenSet<string> Operators = Words(
        "log ln lg exp sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan max min sup inf lim arg det dim ker gcd Pr deg hom mod bmod")
        .ToFrozenSet();

    private static readonly FrozenDictionary<string, string> Negated = Pairs("= ≠ in ∉ ni ∌ subset ⊄ subseteq ⊈ supset ⊅ equiv ≢ sim ≁ approx ≉ < ≮ > ≯ leq ≰ geq ≱ le ≰ ge ≱ mid ∤ exists ∄")
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Sign);

    public static FormulaPiece? Find(ReadOnlySpan<char> name) =>
        Named.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var piece) ? piece : null;

    /// <summary>A function written in upright letters (<c>\log</c>), for which its own name stands.</summary>
    public static bool IsOperator(ReadOnlySpan<char> name) => Operators.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    public static string? FindNegated(ReadOnlySpan<char> name) =>
        Negated.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var sign) ? sign : null;

    private static IEnumerable<(PieceKind Kind, string Pairs)> Rows() =>
    [
        (PieceKind.Ordinary, """
            alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ upmu μ nu ν xi ξ
            pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω digamma ϝ varkappa ϰ omicron ο
            Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω varDelta Δ varGamma Γ varOmega Ω
            ell ℓ hbar ℏ imath ı jmath ȷ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ partial ∂ nabla ∇ infty ∞ emptyset ∅ varnothing ∅
            forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ triangle △ square □ Box □ blacksquare ■ Diamond ◇ lozenge ◊
            bigstar ★ checkmark ✓ prime ′ dagger † ddagger ‡ S § P ¶ copyright © circledR ® degree ° sharp ♯ flat ♭ natural ♮
            clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ ldots … dots … dotsc … dotsb … cdots ⋯ vdots ⋮ ddots ⋱ therefore ∴ because ∵
            sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀ # # $ $ % % & & _ _
            complement ∁ eth ð mho ℧ backslash \ slash / lbrack [ rbrack ] colon : textdegree ° textmu μ triangledown ▽ bigtriangleup △
            """),
        (PieceKind.Relation, """
            times × div ÷ cdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ setminus ∖
            wedge ∧ land ∧ vee ∨ lor ∨ ltimes ⋉ rtimes ⋊ bowtie ⋈ Join ⋈ amalg ⨿ boxplus ⊞ boxtimes ⊠ boxminus ⊟ diamond ⋄
            leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ equiv ≡ approx ≈ cong ≅ simeq ≃ propto ∝ varpropto ∝ asymp ≍ doteq ≐ triangleq ≜ coloneqq ≔
            ll ≪ gg ≫ lll ⋘ ggg ⋙ lesssim ≲ gtrsim ≳ leqq ≦ geqq ≧ nleq ≰ ngeq ≱ nless ≮ ngtr ≯ prec ≺ succ ≻ preceq ≼ succeq ≽ lt < gt >
            in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ sqsubseteq ⊑ sqsupseteq ⊒
            mid ∣ nmid ∤ parallel ∥ perp ⊥ models ⊨ vdash ⊢ dashv ⊣ vDash ⊨ Vdash ⊩ smile ⌣ frown ⌢
            to → rightarrow → longrightarrow → leftarrow ← gets ← longleftarrow ← leftrightarrow ↔ longleftrightarrow ↔
            Rightarrow ⇒ Longrightarrow ⇒ implies ⇒ Leftarrow ⇐ Leftrightarrow ⇔ Longleftrightarrow ⇔ iff ⇔ mapsto ↦ longmapsto ↦
            hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ leftharpoonup ↼ rightleftharpoons ⇌ leftrightharpoons ⇋ rightrightarrows ⇉
            nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ leadsto ⇝ rightsquigarrow ⇝ twoheadrightarrow ↠ circlearrowleft ↺ circlearrowright ↻
            """),
        (PieceKind.Sign, "pm ± mp ∓ sim ∼ thicksim ∼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓"),
        (PieceKind.Open, "{ { lbrace { langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖"),
        (PieceKind.Close, "} } rbrace } rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖"),
        (PieceKind.Ordinary, "| ‖ Vert ‖ vert |"),
    ];

    private static string[] Words(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<(string Name, string Sign)> Pairs(string pairs) => Words(pairs).Chunk(2).Select(pair => (pair[0], pair[1]));
}
