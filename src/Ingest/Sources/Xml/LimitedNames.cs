using System.Xml;

namespace Papers.Ingest.Sources.Xml;

/// <summary>The names that an XML reader meets, which it keeps to its end: a text that makes up ever new ones is none of ours.</summary>
internal sealed class LimitedNames : NameTable
{
    private const int Most = 4_000;

    private int _count;

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

    public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

    private string Counted(string name) => ++_count <= Most ? name : throw new XmlLimitException($"It has more than {Most:N0} different names.");
}
