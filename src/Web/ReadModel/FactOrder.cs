using Papers.Contracts;

namespace Papers.Web.ReadModel;

/// <summary>The order of <see cref="FactVersion"/>, as SQL compares it too: revision, then model, then curation.</summary>
internal static class FactOrder
{
    public static (int Revision, int Model, int Curation) KeyOf(FactVersion version) => (version.Revision, version.Model, version.Curation);
}
