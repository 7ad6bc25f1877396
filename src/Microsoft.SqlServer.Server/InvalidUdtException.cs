namespace Microsoft.SqlServer.Server;

/// <summary>What the driver throws for a type that is no user-defined type.</summary>
#pragma warning disable CA1032 // The driver makes it by Create and by nothing else.
public sealed class InvalidUdtException : SystemException
#pragma warning restore CA1032
{
    private InvalidUdtException(string message)
        : base(message)
    {
    }

    /// <summary>Called by the driver.</summary>
    public static InvalidUdtException Create(Type udtType, string resourceReason)
    {
        ArgumentNullException.ThrowIfNull(udtType);
        return new InvalidUdtException($"'{udtType.FullName}' is not a valid user-defined type: {resourceReason}.");
    }
}
