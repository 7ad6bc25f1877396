using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace JsHrss.Storage.Rows;

/// <summary>Keys where the database has no type for them that sorts as they were made: sixteen bytes, most significant first.</summary>
internal sealed class StoredKeyConverter() : ValueConverter<Guid, byte[]>(key => key.ToByteArray(true), bytes => new Guid(bytes, true));
