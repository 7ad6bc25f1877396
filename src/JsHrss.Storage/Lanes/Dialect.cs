namespace JsHrss.Storage.Lanes;

/// <summary>Whose SQL is spoken.</summary>
internal enum Dialect
{
    Sqlite = 1,
    PostgreSql = 2,
}
