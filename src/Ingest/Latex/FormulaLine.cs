namespace Papers.Ingest.Latex;

/// <summary>How deep in groups of prose, and within a formula in groups of its own.</summary>
internal readonly record struct FormulaDepth(int Prose, int Formula = 0)
{
    public FormulaDepth Deeper => this with { Formula = Formula + 1 };
}

/// <summary>The pieces of a formula in the order in which they are read, with the spaces that the source has between them.</summary>
internal sealed class FormulaLine(List<FormulaPiece> pieces)
{
    private bool _isSpaced;
    private bool _isSetApart;
    private bool _standsAlone;
    private bool _isWhole = true;


    /// <summary>The character that a script would be attached to.</summary>
    public char? Last => pieces is [.., { Text: [.., var last] }] ? last : null;

    public void Space() => _isSpaced = true;

    public void SetApart() => _isSetApart = true;

    public int Add(FormulaPiece piece, int end)
    {
        if (_standsAlone && !_isSetApart && piece.Kind is PieceKind.Ordinary or PieceKind.Words or PieceKind.Open)
        {
            _isWhole = false;
        }

        _standsAlone = false;
        pieces.Add(piece with { IsSpaced = piece.IsSpaced || _isSpaced, IsSetApart = piece.IsSetApart || _isSetApart });
        _isSpaced = _isSetApart = false;
        return end;
    }

    public void AddAll(List<FormulaPiece> others)
    {
        foreach (var piece in others)
        {
            Add(piece, 0);
        }
    }

    /// <summary>A fraction or a root, of which what follows directly would seem a part.</summary>
    public int AddAlone(string fraction, bool needsRoomBefore, int end)
    {
        if (needsRoomBefore && !_isSetApart && pieces.Count > 0 && pieces[^1].Kind is PieceKind.Ordinary or PieceKind.Words or PieceKind.Close or PieceKind.Operator)
        {
            _isWhole = false;
        }

        Add(new(fraction, PieceKind.Ordinary) { IsCommand = true }, end);
        _standsAlone = true;
        return end;
    }

    /// <summary>Written directly behind what came last.</summary>
    public void Attach(string script)
    {
        _isWhole &= !_standsAlone;
        if (pieces.Count > 0 && pieces[^1].Kind is not (PieceKind.Open or PieceKind.Comma))
        {
            pieces[^1] = pieces[^1] with { Text = pieces[^1].Text + script, IsCommand = false };
            _isSpaced = false;
        }
        else
        {
            Add(new(script, PieceKind.Ordinary), 0);
        }
    }

    /// <summary>False where a fraction or root has met what it cannot stand beside on one line.</summary>
    public bool End()
    {
        if (_isSetApart)
        {
            Add(new("", PieceKind.Ordinary), 0);
        }

        return _isWhole;
    }
}
