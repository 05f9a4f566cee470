using System.Xml;

namespace Papers.Ingest.Sources.Xml;

/// <summary>Limits the number of different names, which an XML reader keeps in memory.</summary>
internal sealed class LimitedNames : NameTable
{
    private const int Most = 4_000;

    private int _count;

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

    public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

    private string Counted(string name) => ++_count <= Most ? name : throw new XmlLimitException($"It has more than {Most:N0} different names.");
}
