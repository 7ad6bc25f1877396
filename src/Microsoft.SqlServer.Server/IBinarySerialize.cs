namespace Microsoft.SqlServer.Server;

/// <summary>A user-defined type that serializes itself.</summary>
#pragma warning disable CA1716 // The driver binds to these very names.
public interface IBinarySerialize
{
    /// <summary>Fills the value from its bytes.</summary>
    void Read(BinaryReader r);

    /// <summary>Writes the value as bytes.</summary>
    void Write(BinaryWriter w);
}
#pragma warning restore CA1716
