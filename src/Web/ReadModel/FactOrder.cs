using Papers.Contracts;

namespace Papers.Web.ReadModel;

/// <summary>The order of versions, the same as in the SQL of the stores: revision, then model, then curation.</summary>
internal static class FactOrder
{
    public static (int Revision, int Model, int Curation) KeyOf(FactVersion version) => (version.Revision, version.Model, version.Curation);
}
