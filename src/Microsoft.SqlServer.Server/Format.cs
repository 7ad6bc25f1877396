namespace Microsoft.SqlServer.Server;

/// <summary>How a user-defined type is serialized. The values are those that the driver's metadata names.</summary>
public enum Format
{
    Unknown = 0,
    Native = 1,
    UserDefined = 2,
}
